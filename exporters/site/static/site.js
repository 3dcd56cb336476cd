/* What a site remembers and helps with: Things done, private notes, answers, search, printing, copying.
   All of it stays in this browser (localStorage); where that is refused, the page works without. Classic script. */
(function () {
  'use strict'
  var page = document.documentElement, programme = page.getAttribute('data-programme') || '', here = page.getAttribute('data-document') || ''
  var store = {
    get: function (key) { try { return localStorage.getItem('polything.' + programme + '.' + key) } catch (e) { return null } },
    set: function (key, value) { try { localStorage.setItem('polything.' + programme + '.' + key, value) } catch (e) { /* refused: go on */ } },
    read: function (key) { try { return JSON.parse(store.get(key)) || {} } catch (e) { return {} } }
  }
  function all(selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)) }
  function sentences(text) { try { return JSON.parse(text) || [] } catch (e) { return [] } }
  function done(slug) { return store.get('done.' + slug) === 'yes' }

  /* Things done */
  function showDone() {
    all('.bar [data-thing]').forEach(function (e) { e.classList.toggle('on', done(e.getAttribute('data-thing'))) })
    all('.is-done').forEach(function (e) { e.hidden = !done(e.getAttribute('data-thing')) })
    all('[data-counts]').forEach(function (e) {
      var slugs = e.getAttribute('data-of').trim().split(/\s+/)
      e.textContent = sentences(e.getAttribute('data-counts'))[slugs.filter(done).length] || ''
      e.hidden = false
    })
    all('[data-counted]').forEach(function (e) { e.hidden = false })
    all('[data-done]').forEach(function (e) { e.setAttribute('aria-pressed', String(done(e.getAttribute('data-done')))) })
  }
  all('[data-done]').forEach(function (button) {
    button.hidden = false
    button.addEventListener('click', function () {
      var slug = button.getAttribute('data-done'), on = button.getAttribute('aria-pressed') !== 'true'
      store.set('done.' + slug, on ? 'yes' : 'no')
      showDone()
      button.setAttribute('aria-pressed', String(on)) // also where nothing may be kept
    })
  })
  showDone()

  /* private notes */
  all('[data-note]').forEach(function (field) {
    var key = 'note.' + here + '.' + field.getAttribute('data-note')
    field.value = store.get(key) || ''
    field.addEventListener('input', function () { store.set(key, field.value) })
  })

  /* quizzes and self-checks */
  var exercises = window.PolythingQuiz
  if (exercises) {
    all('[data-quiz]').forEach(function (e) { exercises.restore(e.getAttribute('data-quiz'), store.read('quiz.' + here + '.' + e.getAttribute('data-quiz'))) })
    all('[data-selfcheck]').forEach(function (e) {
      var id = e.getAttribute('data-selfcheck'), earlier = e.getAttribute('data-compare')
      exercises.restoreRatings(id, store.read('rate.' + here + '.' + id))
      if (earlier) exercises.compare(id, store.read('rate.' + earlier + '.' + id))
    })
    document.addEventListener('polything:answer', function (event) {
      var key = 'quiz.' + here + '.' + event.detail.quiz, answers = store.read(key)
      answers[event.detail.question] = event.detail.choices
      store.set(key, JSON.stringify(answers))
    })
    document.addEventListener('polything:rate', function (event) {
      var key = 'rate.' + here + '.' + event.detail.selfcheck, ratings = store.read(key)
      ratings[event.detail.statement] = event.detail.value
      store.set(key, JSON.stringify(ratings))
    })
  }

  /* search in titles and summaries: without accents and vowel signs, every word must be there */
  var box = document.getElementById('page-find')
  if (box) {
    box.parentNode.hidden = false
    var items = all('[data-find]'), findings = sentences(box.getAttribute('data-findings')), said = box.parentNode.querySelector('output')
    box.addEventListener('input', function () {
      var words = box.value.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').split(/\s+/).filter(Boolean), hits = 0
      items.forEach(function (item) {
        var text = item.getAttribute('data-find'), hit = words.every(function (word) { return text.indexOf(word) >= 0 })
        item.hidden = !hit
        if (hit) hits += 1
      })
      all('.card').forEach(function (card) { card.hidden = !card.querySelector('[data-find]:not([hidden])') })
      said.textContent = words.length ? findings[hits] || '' : ''
    })
  }

  /* printing and copying */
  all('[data-print]').forEach(function (button) {
    button.hidden = false
    button.addEventListener('click', function () { window.print() })
  })
  all('[data-copy]').forEach(function (button) {
    if (!navigator.clipboard) return
    button.hidden = false
    button.addEventListener('click', function () { navigator.clipboard.writeText(document.getElementById(button.getAttribute('data-copy')).textContent) })
  })

  /* the list of languages closes with Escape or a click elsewhere */
  var langs = document.querySelector('.langs')
  if (langs) {
    langs.addEventListener('keydown', function (event) { if (event.key === 'Escape') { langs.open = false; langs.querySelector('summary').focus() } })
    document.addEventListener('click', function (event) { if (langs.open && !langs.contains(event.target)) langs.open = false })
  }

  /* the first page marks the reader's own language; it never leads there by itself */
  var choices = all('[data-language]')
  if (choices.length) {
    var wanted = (navigator.languages || [navigator.language || '']).map(function (t) { return t.toLowerCase() })
    var best = null
    wanted.some(function (tag) {
      best = choices.filter(function (c) { var t = c.getAttribute('data-language').toLowerCase(); return t === tag || tag.indexOf(t + '-') === 0 || t.indexOf(tag.split('-')[0] + '-') === 0 })[0]
      return best
    })
    if (best) best.classList.add('yours-first')
  }
})()
