/* What the learner has done, and where it is kept: the platform, this browser where there is none, and notes that
   never leave this browser. Rules: write after each answer; exit is always "suspend"; done never becomes undone; in
   review nothing is written; what the platform did not take is kept here and tried again. */
(function () {
  'use strict'
  const SUSPEND = 4096, DAY = 86400000, AGAIN = 15000
  const State = window.PolythingState

  const storage = {
    get: key => { try { return window.localStorage.getItem(key) } catch (e) { return null } },
    set: (key, value) => { try { window.localStorage.setItem(key, value); return true } catch (e) { return false } },
    drop: key => { try { window.localStorage.removeItem(key) } catch (e) { /* nothing was kept either */ } }
  }

  // FNV-1a: notes of two people who share a browser stay apart, and no name or number is stored.
  function hash(text) {
    let value = 0x811c9dc5
    for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
    return value.toString(36)
  }
  function today() {
    const now = new Date()
    return Math.floor(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY)
  }

  window.PolythingKeep = function (course, tell) {
    const lms = window.PolythingLms.connect(course.scorm)
    const attached = lms.found && lms.active()
    const own = 'polything:' + course.id + ':' + (attached ? hash(lms.learner()) : 'here') + ':'
    const reported = attached && !lms.readonly && lms.done() // before anything is written
    const unsaved = attached ? storage.get(own + 'unsaved') : null
    const state = State.decode(course, unsaved || (attached ? lms.state() : storage.get(own + 'state')) || '')
    let timer = null, left = false

    function plan(key) { return course.things.filter(thing => thing.key === key)[0] }
    function allSeen(thing) { return state.things[thing.key].seen === Math.pow(2, thing.steps) - 1 }
    function picked(question, value) { return question.options.filter((id, i) => value & (1 << i)) }
    function wasRight(question, value) { return Boolean(value & (1 << question.options.length)) }
    function count(values) { return values.filter(Boolean).length }

    const keep = {
      state: state, lms: lms, attached: attached, readonly: lms.readonly, storage: storage, own: own, plan: plan,
      lasting: attached || storage.set(own + 'trial', '1'),

      answered: (thing, i) => state.things[thing.key].quizzes[i].every((value, j) => picked(thing.quizzes[i].questions[j], value).length),
      choices: (thing, i) => {
        const found = {}
        thing.quizzes[i].questions.forEach((question, j) => { found[question.id] = picked(question, state.things[thing.key].quizzes[i][j]) })
        return found
      },
      // The steps that keep a Thing from being done: [{step, why}], empty when it can be marked.
      open: thing => {
        const found = []
        for (let step = 0; step < thing.steps; step++) {
          const waiting = thing.quizzes.some((quiz, i) => quiz.step === step && !keep.answered(thing, i))
          if (!(state.things[thing.key].seen & (1 << step))) found.push({ step: step, why: 'unseen' })
          else if (waiting) found.push({ step: step, why: 'unanswered' })
        }
        return found
      },
      doneThings: () => count(course.things.map(thing => state.things[thing.key].done)),
      done: () => course.things.every(thing => state.things[thing.key].done),
      right: (thing, i) => count(thing.quizzes[i].questions.map((question, j) => wasRight(question, state.things[thing.key].quizzes[i][j]))),
      quizzes: () => {
        const found = []
        course.things.forEach(thing => thing.quizzes.forEach((quiz, i) => found.push({
          right: keep.right(thing, i), all: quiz.questions.length,
          passed: 100 * keep.right(thing, i) >= quiz.pass * quiz.questions.length
        })))
        return found
      },
      // Per cent of all questions that were answered right; null until one was answered, or if there are none.
      score: () => {
        const found = keep.quizzes(), all = found.reduce((sum, quiz) => sum + quiz.all, 0)
        const begun = course.things.some(thing => state.things[thing.key].quizzes.some(quiz => quiz.some(Boolean)))
        return all && begun ? Math.round(100 * found.reduce((sum, quiz) => sum + quiz.right, 0) / all) : null
      },

      see: (key, step) => { state.things[key].seen |= 1 << step },
      mark: key => {
        const thing = plan(key)
        if (state.things[key].done || keep.open(thing).length || !allSeen(thing)) return false
        state.things[key].done = true
        if (keep.done() && !state.day) state.day = today()
        return true
      },
      // Returns false for a quiz that this course does not have.
      answer: (detail, description) => {
        let known = false
        course.things.forEach(thing => thing.quizzes.forEach((quiz, i) => quiz.questions.forEach((question, j) => {
          if (quiz.id !== detail.quiz || question.id !== detail.question) return
          const before = state.things[thing.key].quizzes[i][j] & (1 << question.options.length)
          let value = before | (detail.correct ? 1 << question.options.length : 0)
          question.options.forEach((id, n) => { if (detail.choices.indexOf(id) >= 0) value |= 1 << n })
          state.things[thing.key].quizzes[i][j] = value
          known = true
          if (attached && !lms.readonly) lms.interaction({
            id: quiz.id + '-' + question.id, description: description, right: question.right, choices: detail.choices, correct: detail.correct
          })
        })))
        return known
      },

      save: () => {
        if (lms.readonly || left) return false
        const text = State.encode(course, state)
        if (!attached) {
          const ok = storage.set(own + 'state', text)
          tell(ok ? 'kept' : 'lost')
          return ok
        }
        const fits = text.length <= SUSPEND
        const ok = [fits && lms.keepState(text), lms.keepPlace(state.place), standing(), lms.leave()].every(Boolean)
        const saved = lms.commit() && ok
        clearTimeout(timer)
        if (saved) storage.drop(own + 'unsaved')
        else {
          storage.set(own + 'unsaved', text)
          if (fits) timer = setTimeout(keep.save, AGAIN)
        }
        tell(saved ? 'saved' : fits ? 'unsaved' : 'toolong')
        return saved
      },
      // Last words; only once. Afterwards nothing can be saved.
      leave: () => {
        if (left) return true
        const saved = lms.readonly || keep.save()
        left = true
        clearTimeout(timer)
        return (attached ? lms.finish() : true) && saved
      },
      pick: tag => {
        state.language = tag
        storage.set(own + 'language', tag)
        if (attached && !lms.readonly) lms.keepLanguage(tag)
        keep.save()
      }
    }

    // Score, share and status. "incomplete" is written only if neither the platform nor we ever said "done".
    function standing() {
      const score = keep.score(), sent = []
      if (score !== null) sent.push(lms.keepScore(score))
      sent.push(lms.keepProgress(keep.doneThings() / course.things.length))
      if (state.day) {
        const enough = score !== null && score >= course.mark
        let success = ''
        if (course.report === 'passed') success = score === null || enough ? 'passed' : 'failed'
        else if (lms.version === '2004' && enough) success = 'passed'
        if (success === 'failed' && lms.passed()) success = 'passed'
        sent.push(lms.keepStatus('completed', success))
      } else if (!reported) sent.push(lms.keepStatus('incomplete', ''))
      return sent.every(Boolean)
    }
    return keep
  }
})()
