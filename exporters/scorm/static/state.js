/* The learner's state as text and back. The same form as in exporters/scorm/state.py, where it is described. */
(function () {
  'use strict'
  const VERSION = 'p1'

  function digits(value, wide) { return value.toString(32).padStart(wide, '0') }
  function number(text) { return /^[0-9a-v]{1,6}$/.test(text) ? parseInt(text, 32) : 0 }
  function width(question) { return Math.ceil((question.options.length + 1) / 5) }
  function limit(bits) { return Math.pow(2, bits) - 1 }

  function empty(plan) {
    return { seen: 0, done: false, quizzes: plan.quizzes.map(quiz => quiz.questions.map(() => 0)) }
  }
  function fresh(course) {
    const things = {}
    course.things.forEach(plan => { things[plan.key] = empty(plan) })
    return { language: '', place: '', day: 0, things: things }
  }

  function encode(course, state) {
    const entries = []
    course.things.forEach(plan => {
      const thing = state.things[plan.key]
      if (!thing || !(thing.seen || thing.done || thing.quizzes.some(quiz => quiz.some(Boolean)))) return
      const quizzes = plan.quizzes.map((quiz, i) =>
        '.' + quiz.questions.map((question, j) => digits(thing.quizzes[i][j], width(question))).join(''))
      entries.push(plan.key + '=' + digits(thing.seen, 1) + (thing.done ? '!' : '') + quizzes.join(''))
    })
    return [VERSION, state.language, state.place, state.day ? digits(state.day, 1) : '', entries.join(',')].join(';')
  }

  function answers(quiz, text) {
    const wide = quiz.questions.map(width)
    if (text.length !== wide.reduce((sum, n) => sum + n, 0)) return quiz.questions.map(() => 0)
    let at = 0
    return quiz.questions.map((question, i) => {
      const value = number(text.slice(at, at + wide[i])) & limit(question.options.length + 1)
      at += wide[i]
      return value
    })
  }

  // Whatever does not fit this course is left out: the package may be a newer one than the state.
  function decode(course, text) {
    const state = fresh(course), parts = String(text || '').split(';')
    if (parts.length !== 5 || parts[0] !== VERSION) return state
    state.language = parts[1]; state.place = parts[2]; state.day = number(parts[3])
    const plans = {}
    course.things.forEach(plan => { plans[plan.key] = plan })
    parts[4].split(',').forEach(entry => {
      const cut = entry.indexOf('='), plan = plans[entry.slice(0, cut)], rest = entry.slice(cut + 1)
      if (cut < 0 || !plan || !rest) return
      const pieces = rest.split('.'), head = pieces[0]
      state.things[plan.key] = {
        seen: number(head.replace(/!$/, '')) & limit(plan.steps),
        done: /!$/.test(head),
        quizzes: plan.quizzes.map((quiz, i) => answers(quiz, pieces[i + 1] || ''))
      }
    })
    return state
  }

  window.PolythingState = { encode: encode, decode: decode, fresh: fresh }
})()
