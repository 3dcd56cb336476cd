/* The page: shows one step at a time, keeps the learner's place, and brings the parts together. All listeners sit on the
   document, so that a change of language replaces the text and nothing else. */
(function () {
  'use strict'
  const course = window.polythingCourse, root = document.getElementById('course')
  const texts = {}
  let words = {}, at = '', name = ''

  document.documentElement.classList.add('js')
  const keep = window.PolythingKeep(course, kind => {
    const place = one('[data-saved]')
    if (!place) return
    place.parentNode.dataset.is = kind === 'lost' ? '' : kind
    place.textContent = kind === 'lost' ? '' : words[kind]
  })
  const state = keep.state

  function one(selector) { return root.querySelector(selector) }
  function all(selector) { return Array.from(root.querySelectorAll(selector)) }
  function fill(text, values) { return text.replace(/\{(\w+)\}/g, (whole, key) => key in values ? values[key] : whole) }
  function view(id) { return all('.view').filter(element => element.dataset.view === id)[0] }

  // Every place in reading order: "start", "1.0", "1.1", …, "done".
  const places = (one('#v-start') ? ['start'] : []).concat(
    ...course.things.map(thing => Array.from({ length: thing.steps }, (none, i) => thing.key + '.' + i)), 'done')
  function parts(place) {
    const dot = place.lastIndexOf('.')
    return dot < 0 ? { view: place } : { view: place.slice(0, dot), step: Number(place.slice(dot + 1)) }
  }
  function step(place) {
    const to = parts(place), element = view(to.view)
    return element && element.querySelectorAll('.step')[to.step]
  }
  // What a place is called from here: a step inside the same Thing, else the Thing.
  function label(place) {
    const to = parts(place)
    return to.view === parts(at).view && step(place) ? step(place).dataset.label : view(to.view).dataset.name
  }

  function show(place, focus) {
    const to = parts(place), thing = keep.plan(to.view), shown = view(to.view)
    if (!shown) return
    at = place
    all('.view').forEach(element => { element.hidden = element !== shown })
    if (thing) {
      Array.from(shown.querySelectorAll('.step')).forEach((element, i) => { element.hidden = i !== to.step })
      keep.see(thing.key, to.step)
    }
    if (places.indexOf(place) >= 0) state.place = place
    refresh()
    if (focus) {
      window.scrollTo(0, 0)
      const target = thing && to.step ? step(place) : shown.querySelector('h1')
      target.focus({ preventScroll: true })
    }
  }

  function refresh() {
    const to = parts(at), thing = keep.plan(to.view), index = places.indexOf(at), single = !one('#v-start')
    all('[data-tick]').forEach(tick => {
      const key = tick.dataset.tick
      const on = single ? state.things[course.things[0].key].seen & (1 << Number(key)) : state.things[key].done
      tick.className = (single ? thing && to.step === Number(key) : to.view === key) ? 'now' : on ? 'on' : ''
    })
    const where = thing ? view(to.view).dataset.where : view(to.view).dataset.name
    const steps = thing ? fill(words.step, { n: words.number[to.step + 1], all: words.number[thing.steps] }) : ''
    const progress = single ? steps || where : words.progress[keep.doneThings()] + '. ' + fill(words.here, { place: where })
    one('[data-ticks]').setAttribute('aria-label', progress)
    one('[data-where]').textContent = where
    if (thing && view(to.view).querySelector('[data-steps]')) view(to.view).querySelector('[data-steps]').textContent = ' · ' + steps
    document.title = [where, words.programme].filter((text, i, list) => list.indexOf(text) === i).join(' – ')
    all('[data-go]').forEach(link => {
      const current = link.closest('.toc') && (link.dataset.of ? link.dataset.of === to.view : link.dataset.go === at)
      if (current) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current')
      const ok = link.querySelector('.ok')
      if (ok) ok.hidden = link.dataset.of ? !state.things[link.dataset.of].done
        : !(state.things[course.things[0].key].seen & (1 << Number(link.dataset.stepOf)))
    })
    turn('[data-back]', places[index - 1]); turn('[data-onward]', places[index + 1])
    all('[data-mark]').forEach(button => {
      const done = state.things[button.dataset.mark].done
      button.setAttribute('aria-pressed', String(done))
      button.querySelector('span').textContent = done ? words.already : words.mark
    })
    facts()
  }
  function turn(selector, place) {
    const link = one(selector), off = !place || at === 'left' || at === 'certificate'
    link.hidden = off
    if (off) return
    link.querySelector('span').textContent = label(place)
    link.setAttribute('data-go', place)
  }
  function facts() {
    const quizzes = keep.quizzes(), score = keep.score(), whole = keep.done() || Boolean(state.day)
    const of = (n, total) => fill(words.of, { n: words.number[n], all: words.number[total] })
    const values = {
      things: of(keep.doneThings(), course.things.length),
      quizzes: of(quizzes.filter(quiz => quiz.passed).length, quizzes.length),
      score: score === null ? '–' : words.percent[score]
    }
    all('[data-fact]').forEach(element => { element.textContent = values[element.dataset.fact] })
    all('[data-if]').forEach(element => {
      const kind = element.dataset.if
      element.hidden = kind === 'done' ? !whole : kind === 'open' ? whole : !keep.attached || keep.readonly
    })
    all('.quilt').forEach(quilt => quilt.classList.toggle('whole', whole))
    if (state.day) {
      const day = new Date(state.day * 86400000), digits = document.documentElement.dataset.digits
      let text
      try {
        text = day.toLocaleDateString(document.documentElement.lang + (digits ? '-u-nu-' + digits : ''), { dateStyle: 'long', timeZone: 'UTC' })
      } catch (e) { text = day.toISOString().slice(0, 10) }
      one('[data-date]').textContent = text
    }
  }

  /* ---- one language ---- */
  function matching(wanted) {
    let tag = String(wanted || '').replace(/_/g, '-').toLowerCase()
    if (/^zh-(cn|sg)$/.test(tag)) tag = 'zh-hans'
    if (/^zh-(tw|hk|mo)$/.test(tag)) tag = 'zh-hant'
    while (/^[a-z]{2,3}(-|$)/.test(tag)) {
      const exact = course.languages.filter(language => language.toLowerCase() === tag)[0]
      if (exact) return exact
      if (tag.indexOf('-') < 0) return course.languages.filter(language => language.toLowerCase().split('-')[0] === tag)[0] || ''
      tag = tag.slice(0, tag.lastIndexOf('-'))
    }
    return ''
  }
  function outside() { try { return window.parent === window ? '' : window.parent.document.documentElement.lang } catch (e) { return '' } }
  function choose() {
    const query = /[?&]lang=([^&#]*)/.exec(location.search)
    const wishes = [state.language, keep.storage.get(keep.own + 'language'), keep.attached ? keep.lms.language() : '',
      query ? decodeURIComponent(query[1]) : '', outside()].concat(Array.from(navigator.languages || []))
    return wishes.map(matching).filter(Boolean)[0] || course.default
  }
  window.polythingText = text => { texts[text.tag] = text }
  function load(tag, then) {
    if (texts[tag]) return then(texts[tag])
    const script = document.createElement('script')
    script.src = 'text-' + tag.toLowerCase() + '.js'
    script.onload = () => texts[tag] ? then(texts[tag]) : notice(words.nolanguage)
    script.onerror = () => notice(words.nolanguage)
    document.head.appendChild(script)
  }
  function speak(tag, focus) {
    load(tag, text => {
      const html = document.documentElement
      html.lang = text.tag; html.dir = text.dir; html.dataset.digits = text.digits
      root.innerHTML = text.html // our own page, escaped when the package was made
      begin()
      show(at || first(), false)
      if (focus) one('.langs summary').focus()
    })
  }
  function notice(text) { one('[data-notice]').textContent = text }
  function first() { return places.indexOf(state.place) >= 0 ? state.place : places[0] }

  // After the text has come: words, exercises, earlier answers, private notes.
  function begin() {
    words = JSON.parse(one('script.words').textContent)
    window.polythingExercises()
    course.things.forEach(thing => thing.quizzes.forEach((quiz, i) => window.PolythingQuiz.restore(quiz.id, keep.choices(thing, i))))
    all('.selfcheck[data-selfcheck]').forEach(element => {
      const id = element.dataset.selfcheck, earlier = element.dataset.compare && course.things.filter(thing => thing.slug === element.dataset.compare)[0]
      window.PolythingQuiz.restoreRatings(id, ratings(id))
      const before = earlier && one('#v-' + earlier.key + ' .selfcheck')
      if (before) window.PolythingQuiz.compare(id, ratings(before.dataset.selfcheck))
    })
    all('[data-note]').forEach(field => { field.value = keep.storage.get(keep.own + 'note-' + field.dataset.note) || '' })
    const input = one('#l-name')
    input.value = name || keep.lms.name()
    notice(keep.readonly ? words.review : keep.attached ? '' : keep.lasting ? words.nolms : words.lost)
  }
  function ratings(id) { try { return JSON.parse(keep.storage.get(keep.own + 'rate-' + id)) || {} } catch (e) { return {} } }

  /* ---- what the learner does ---- */
  function saved() { if (!keep.readonly) keep.save() }
  function mark(button) {
    const key = button.dataset.mark, thing = keep.plan(key), open = one('[data-open="' + key + '"]')
    if (state.things[key].done) return
    if (keep.mark(key)) {
      open.textContent = ''
      saved(); refresh()
      if (keep.done()) show('done', true)
      return
    }
    const todo = keep.open(thing).map(item => fill(words[item.why], { step: step(key + '.' + item.step).dataset.label }))
    open.textContent = fill(words.todo, { steps: todo.join(words.separator) })
  }
  function leave() {
    const ok = keep.leave()
    show('left', true)
    one('.l-top').hidden = one('.l-foot').hidden = one('.l-prog').hidden = true
    one('[data-left]').textContent = ok || keep.readonly ? words.left : words.leftUnsaved
    if (window.opener && ok) { try { window.close() } catch (e) { /* the learner closes it */ } }
  }
  function clean(text) { return text.replace(/\s+/g, ' ').trim() }
  function describe(detail) {
    const prompt = document.getElementById(detail.quiz + '-' + detail.question)
    if (!prompt) return ''
    const holder = prompt.closest('[lang]'), tag = '{lang=' + holder.lang + '}'
    return tag + Array.from(clean(prompt.textContent)).slice(0, 200 - tag.length).join('').slice(0, 250 - tag.length)
  }

  document.addEventListener('polything:answer', event => {
    if (keep.answer(event.detail, describe(event.detail))) { saved(); refresh() }
  })
  document.addEventListener('polything:rate', event => {
    const id = event.detail.selfcheck, known = ratings(id)
    known[event.detail.statement] = event.detail.value
    if (!keep.readonly) keep.storage.set(keep.own + 'rate-' + id, JSON.stringify(known))
    const place = one('#' + id)
    all('.selfcheck[data-compare]').forEach(element => {
      const before = course.things.filter(thing => thing.slug === element.dataset.compare)[0]
      if (before && place.closest('#v-' + before.key)) window.PolythingQuiz.compare(element.dataset.selfcheck, known)
    })
  })
  document.addEventListener('input', event => {
    if (event.target.dataset.note && !keep.readonly) keep.storage.set(keep.own + 'note-' + event.target.dataset.note, event.target.value)
    if (event.target.id === 'l-name') name = event.target.value
  })
  document.addEventListener('click', event => {
    const link = event.target.closest('a, button')
    all('.pop[open]').forEach(menu => { if (!menu.contains(event.target) || (link && link.dataset.go)) menu.open = false })
    if (!link) return
    if (link.dataset.go) { event.preventDefault(); show(link.dataset.go, true); saved() }
    else if (link.dataset.mark) mark(link)
    else if ('leave' in link.dataset) leave()
    else if (link.dataset.language) { keep.pick(link.dataset.language); speak(link.dataset.language, true) }
    else if ('print' in link.dataset) window.print()
    else if ('certificate' in link.dataset) {
      one('[data-name-shown]').textContent = one('#l-name').value
      show('certificate', true)
    } else if (link.hash && root.contains(link)) inside(link, event)
  })
  // A link inside the text to another Thing or to a part of this one.
  function inside(link, event) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1))), holder = target && target.closest('.view')
    if (!holder || link.target) return
    const part = target.closest('.step')
    event.preventDefault()
    show(part ? holder.dataset.view + '.' + part.dataset.step : keep.plan(holder.dataset.view) ? holder.dataset.view + '.0' : at, true)
    saved()
    if (part) { target.scrollIntoView(); if (!target.hasAttribute('tabindex')) target.setAttribute('tabindex', '-1'); target.focus() }
  }
  document.addEventListener('keydown', event => {
    const menu = event.target.closest('.pop[open]')
    if (event.key === 'Escape' && menu) { menu.open = false; menu.querySelector('summary').focus() }
    // 1 to 9 choose an answer while the focus is in its question.
    const question = event.target.closest('.question')
    if (!question || event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return
    const option = question.querySelectorAll('.opt input')[Number(event.key) - 1]
    if (option) { option.click(); option.focus() }
  })
  // No unload and no beforeunload: browsers forbid them in frames, and results were lost.
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') saved() })
  window.addEventListener('pagehide', () => keep.leave())
  window.addEventListener('pageshow', event => { if (event.persisted) location.reload() })

  /* ---- start ---- */
  const tag = choose()
  begin()
  show(first(), false)
  saved()
  if (tag !== document.documentElement.lang) speak(tag, false)
})()
