/* Quizzes and self-checks: a classic script without dependencies, for sites, learning packages and file://.
   It keeps nothing itself. Each check dispatches "polything:answer" with {quiz, question, choices, correct}, each rating
   "polything:rate" with {selfcheck, statement, value}; whoever keeps them gives them back with PolythingQuiz. */
(function () {
  'use strict'
  var SVG = 'http://www.w3.org/2000/svg'
  var MARKS = { right: 'M4 12.5l5.5 5.5L20 6.5', wrong: 'M6 6l12 12M18 6L6 18' }

  function all(root, selector) { return Array.prototype.slice.call(root.querySelectorAll(selector)) }
  function find(attribute, value) {
    return all(document, '[' + attribute + ']').filter(function (e) { return e.getAttribute(attribute) === value })[0]
  }
  function list(text) { try { return JSON.parse(text) || [] } catch (e) { return [] } }
  function tell(target, name, detail) { target.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: detail })) }
  function mark(kind) {
    var svg = document.createElementNS(SVG, 'svg'), path = document.createElementNS(SVG, 'path')
    svg.setAttribute('class', 'i'); svg.setAttribute('viewBox', '0 0 24 24'); svg.setAttribute('aria-hidden', 'true')
    path.setAttribute('d', MARKS[kind]); svg.appendChild(path)
    return svg
  }
  function word(text) { var b = document.createElement('b'); b.textContent = text + ' '; return b }

  /* ---- quiz ---- */
  function inputs(question) { return all(question, 'fieldset[data-question] input') }
  function chosen(question) { return inputs(question).filter(function (i) { return i.checked }) }

  function forget(question) {
    question.removeAttribute('data-is')
    var say = question.querySelector('.say')
    say.removeAttribute('data-is'); say.textContent = ''
  }

  // The reasons live in the answers that are shown without a script; they are copied from there.
  function verdict(quiz, question) {
    var picked = chosen(question), say = question.querySelector('.say')
    var correct = inputs(question).every(function (i) { return i.checked === (i.getAttribute('data-ok') === '1') })
    var kind = correct ? 'right' : 'wrong', text = document.createElement('div')
    say.textContent = ''
    say.setAttribute('data-is', kind)
    question.setAttribute('data-is', kind)
    text.appendChild(word(quiz.getAttribute('data-' + kind)))
    picked.forEach(function (input) {
      var reason = all(question, '[data-feedback]').filter(function (e) { return e.getAttribute('data-feedback') === input.value })[0]
      if (!reason) return
      Array.prototype.forEach.call(reason.cloneNode(true).childNodes, function (node) {
        node = node.cloneNode(true)
        if (node.querySelectorAll) all(node, '[id]').concat(node).forEach(function (e) { e.removeAttribute('id'); e.removeAttribute('data-unit') })
        text.appendChild(node)
        text.appendChild(document.createTextNode(' '))
      })
    })
    say.appendChild(mark(kind)); say.appendChild(text)
    return correct
  }

  function sum(quiz) {
    var questions = all(quiz, '.question'), results = list(quiz.getAttribute('data-results'))
    var done = questions.filter(function (q) { return q.hasAttribute('data-is') })
    var right = questions.filter(function (q) { return q.getAttribute('data-is') === 'right' }).length
    quiz.querySelector('.result').textContent = done.length === questions.length ? results[right] || '' : ''
  }

  function check(quiz, question) {
    var picked = chosen(question), say = question.querySelector('.say')
    if (!picked.length) {
      forget(question)
      say.textContent = quiz.getAttribute('data-choose')
      inputs(question)[0].focus()
      return
    }
    var correct = verdict(quiz, question)
    sum(quiz)
    tell(question, 'polything:answer', {
      quiz: quiz.getAttribute('data-quiz'),
      question: question.querySelector('fieldset').getAttribute('data-question'),
      choices: picked.map(function (i) { return i.value }),
      correct: correct
    })
  }

  function startQuiz(quiz) {
    var questions = all(quiz, '.question')
    questions.forEach(function (question, at) {
      var button = question.querySelector('[data-check]'), onward = question.querySelector('[data-next]')
      question.querySelector('.answer').hidden = true
      button.hidden = false
      onward.hidden = at === questions.length - 1
      button.addEventListener('click', function () { check(quiz, question) })
      onward.addEventListener('click', function () {
        var next = questions[at + 1]
        next.open = true
        next.querySelector('summary').focus()
      })
      inputs(question).forEach(function (input) {
        input.addEventListener('change', function () { forget(question); sum(quiz) }) // a new choice: the old verdict goes
        input.addEventListener('keydown', function (event) {
          if (event.key === 'Enter') { event.preventDefault(); check(quiz, question) }
        })
      })
    })
  }

  /* ---- self-check ---- */
  function rating(statement) {
    var input = statement.querySelector('input:checked')
    return input ? Number(input.value) : null
  }
  function statements(selfcheck) {
    return all(selfcheck, '.statement').map(function (element) {
      return { element: element, id: element.querySelector('fieldset').getAttribute('data-statement') }
    })
  }

  // Beside each statement: what was chosen earlier and where the new answer stands; below: how many went up.
  function show(selfcheck) {
    var earlier = selfcheck.polythingEarlier, higher = 0, open = 0
    if (!earlier) return
    var known = statements(selfcheck).filter(function (s) { return typeof earlier[s.id] === 'number' })
    known.forEach(function (s) {
      var then = s.element.querySelector('.then'), old = s.element.querySelectorAll('.opt span')[earlier[s.id]], now = rating(s.element)
      if (!old) return
      var text = selfcheck.getAttribute('data-earlier').replace('{answer}', old.textContent)
      if (now === null) open += 1
      else {
        var way = now > earlier[s.id] ? 'up' : now < earlier[s.id] ? 'down' : 'same'
        if (way === 'up') higher += 1
        text += ' – ' + selfcheck.getAttribute('data-' + way)
        s.element.setAttribute('data-way', way)
      }
      then.textContent = text
    })
    var results = list(selfcheck.getAttribute('data-results'))
    selfcheck.querySelector('.result').textContent =
      !known.length ? selfcheck.getAttribute('data-none') : open || known.length < statements(selfcheck).length ? '' : results[higher] || ''
  }

  function startSelfcheck(selfcheck) {
    statements(selfcheck).forEach(function (s) {
      s.element.addEventListener('change', function () {
        show(selfcheck)
        tell(s.element, 'polything:rate', { selfcheck: selfcheck.getAttribute('data-selfcheck'), statement: s.id, value: rating(s.element) })
      })
    })
  }

  window.PolythingQuiz = {
    /* Show earlier answers, {question: [choice, …]}, with their verdicts. */
    restore: function (id, answers) {
      var quiz = find('data-quiz', id)
      if (!quiz) return
      all(quiz, '.question').forEach(function (question) {
        var choices = answers[question.querySelector('fieldset').getAttribute('data-question')]
        if (!choices || !choices.length) return
        inputs(question).forEach(function (i) { i.checked = choices.indexOf(i.value) >= 0 })
        if (chosen(question).length) verdict(quiz, question)
      })
      sum(quiz)
    },
    /* Show earlier ratings of this self-check, {statement: place in the scale}. */
    restoreRatings: function (id, ratings) {
      var selfcheck = find('data-selfcheck', id)
      if (!selfcheck) return
      statements(selfcheck).forEach(function (s) {
        var input = s.element.querySelectorAll('input')[ratings[s.id]]
        if (input) input.checked = true
      })
      show(selfcheck)
    },
    /* Compare with the ratings of an earlier self-check. */
    compare: function (id, earlier) {
      var selfcheck = find('data-selfcheck', id)
      if (!selfcheck) return
      selfcheck.polythingEarlier = earlier
      show(selfcheck)
    }
  }

  all(document, '.quiz[data-quiz]').forEach(startQuiz)
  all(document, '.selfcheck[data-selfcheck]').forEach(startSelfcheck)
})()
