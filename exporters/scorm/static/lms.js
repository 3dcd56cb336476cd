/* The way to the learning platform: finds its API and speaks SCORM 1.2 or 2004 with it. Nothing here ever throws.
   Platforms answer in odd ways (booleans, empty strings, errors, API only in the opener); each is met here, once. */
(function () {
  'use strict'
  const MODELS = {
    '1.2': {
      api: 'API', calls: ['LMSInitialize', 'LMSGetValue', 'LMSSetValue', 'LMSCommit', 'LMSFinish'],
      place: 'cmi.core.lesson_location', score: 'cmi.core.score.', exit: 'cmi.core.exit', time: 'cmi.core.session_time',
      language: 'cmi.student_preference.language', name: 'cmi.core.student_name', learner: 'cmi.core.student_id',
      mode: 'cmi.core.lesson_mode', status: 'cmi.core.lesson_status'
    },
    '2004': {
      api: 'API_1484_11', calls: ['Initialize', 'GetValue', 'SetValue', 'Commit', 'Terminate'],
      place: 'cmi.location', score: 'cmi.score.', exit: 'cmi.exit', time: 'cmi.session_time',
      language: 'cmi.learner_preference.language', name: 'cmi.learner_name', learner: 'cmi.learner_id',
      mode: 'cmi.mode', status: 'cmi.completion_status'
    }
  }
  // What a strict platform takes as a language in SCORM 2004.
  const TAG = /^([a-zA-Z]{2,3}|i|x)(-[a-zA-Z0-9-]{2,8})?$/

  // Up through the frames. Every access may be refused by the browser, for another site's frame or a sandbox.
  function climb(start, name) {
    let at = start
    for (let i = 0; at && i < 500; i++) {
      try { if (at[name]) return at[name] } catch (e) { /* not ours to read; its parent may be */ }
      let up
      try { up = at.parent } catch (e) { return null }
      if (!up || up === at) return null
      at = up
    }
    return null
  }
  function opener(of) { try { return of().opener } catch (e) { return null } }
  function search(name) {
    return climb(window.parent, name) || climb(opener(() => window), name) || climb(opener(() => window.top), name)
  }

  function two(n) { return (n < 10 ? '0' : '') + n }
  function clock(date) { return two(date.getHours()) + ':' + two(date.getMinutes()) + ':' + two(date.getSeconds()) }

  // `prefer` is the package's own version; the other one is taken only where the platform has nothing else.
  function connect(prefer) {
    let version = prefer, api = search(MODELS[prefer].api)
    if (!api) {
      version = prefer === '1.2' ? '2004' : '1.2'
      api = search(MODELS[version].api)
    }
    const model = MODELS[version], old = version === '1.2', began = Date.now(), written = {}
    let open = false, counter = null

    function call(at, values) {
      try { return api[model.calls[at]].apply(api, values) } catch (e) { return '' }
    }
    function yes(result) { return String(result) === 'true' }
    function get(name) {
      if (!open) return ''
      const value = call(1, [name])
      return value === null || value === undefined ? '' : String(value)
    }
    function put(name, value) {
      if (!open) return false
      if (written[name] === value) return true
      const ok = yes(call(2, [name, String(value)]))
      if (ok) written[name] = value
      return ok
    }
    function elapsed() {
      const seconds = Math.max(0, Math.round((Date.now() - began) / 1000))
      const h = Math.floor(seconds / 3600), m = Math.floor(seconds / 60) % 60, s = seconds % 60
      return old ? ('000' + h).slice(-4) + ':' + two(m) + ':' + two(s) : 'PT' + h + 'H' + m + 'M' + s + 'S'
    }
    // 1.2 wants the time of day; 2004 a date and time, whose zone is refused without a fraction of a second, so: none.
    function moment() {
      const now = new Date()
      return old ? clock(now) : now.getFullYear() + '-' + two(now.getMonth() + 1) + '-' + two(now.getDate()) + 'T' + clock(now)
    }

    if (api) open = yes(call(0, ['']))
    const mode = get(model.mode).toLowerCase()
    const lms = {
      found: Boolean(api), version: version,
      // Open edX and others answer '': then it is an ordinary attempt.
      readonly: mode === 'review' || mode === 'browse',
      active: () => open,
      name: () => get(model.name),
      learner: () => get(model.learner),
      language: () => get(model.language),
      place: () => get(model.place),
      state: () => get('cmi.suspend_data'),
      done: () => /^(completed|passed)$/.test(get(model.status)) || (!old && get('cmi.success_status') === 'passed'),
      passed: () => get(old ? model.status : 'cmi.success_status') === 'passed',

      keepLanguage: tag => (old ? tag.length <= 255 : TAG.test(tag)) && put(model.language, tag),
      keepPlace: place => put(model.place, place.slice(0, 255)),
      keepState: text => put('cmi.suspend_data', text),
      keepScore: function (percent) {
        const sent = [put(model.score + 'min', 0), put(model.score + 'max', 100), put(model.score + 'raw', percent)]
        if (!old) sent.push(put('cmi.score.scaled', percent / 100))
        return sent.every(Boolean)
      },
      keepProgress: share => old || put('cmi.progress_measure', Math.round(share * 1000) / 1000),
      // One status in 1.2, two in 2004. `success` is '', 'passed' or 'failed'.
      keepStatus: function (completion, success) {
        if (old) return put(model.status, completion === 'completed' && success ? success : completion)
        return [put(model.status, completion), success ? put('cmi.success_status', success) : true].every(Boolean)
      },
      // One line of a journal for each checked answer.
      interaction: function (answer) {
        if (counter === null) counter = Number(get('cmi.interactions._count')) || 0
        if (counter >= 250) return true // more than a platform must keep; score and state go on
        const at = 'cmi.interactions.' + counter + '.', join = old ? ',' : '[,]'
        const sent = [put(at + 'id', answer.id), put(at + 'type', 'choice'), put(at + (old ? 'time' : 'timestamp'), moment())]
        if (!old && answer.description) sent.push(put(at + 'description', answer.description))
        sent.push(put(at + 'correct_responses.0.pattern', answer.right.join(join)))
        sent.push(put(at + (old ? 'student_response' : 'learner_response'), answer.choices.join(join)))
        sent.push(put(at + 'result', answer.correct ? 'correct' : old ? 'wrong' : 'incorrect'))
        if (sent[0]) counter += 1
        return sent.every(Boolean)
      },
      commit: () => open && yes(call(3, [''])),
      // Always "suspend", also when all is done: another exit made a common platform forget the state.
      leave: () => put(model.exit, 'suspend') && put(model.time, elapsed()),
      finish: function () {
        if (!open) return true
        const ok = yes(call(4, ['']))
        open = false
        return ok
      }
    }
    return lms
  }

  window.PolythingLms = { connect: connect }
})()
