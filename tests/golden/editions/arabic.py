"""The Arabic texts of the golden edition, and the exporters' words in it. One text is left out on purpose."""

from __future__ import annotations

MACHINE = {"Strong feelings are a reason to slow down."}
STALE = {"People ask us because they trust us. You need a **short routine** that you follow every time."}

ARABIC = {
    # Thing 2
    "Check where you stand": "اعرف أين تقف",
    "Rate your confidence in everyday skills. Keep the result: you will do it again at the end.": (
        "قيّم ثقتك في مهارات كل يوم. واحتفظ بالنتيجة لأنك ستعيد التقييم في النهاية."
    ),
    "Rate your confidence so you can compare later.": "قيّم ثقتك لتقارن فيما بعد.",
    "You can describe your own strengths and choose where to grow.": "تستطيع أن تصف نقاط قوتك وتختار أين تنمو.",
    "A half-round dial with a pointer between low and high": "قرص نصف دائري ومؤشر بين المنخفض والمرتفع",
    "Why it matters": "لماذا يهمّ هذا",
    "This is *not* a test. A low answer shows where a little time will bring you a lot.": (
        "هذا *ليس* اختبارًا. والإجابة المنخفضة تدلّ على ما يستحق قليلًا من وقتك."
    ),
    "Afterwards you can": "بعد ذلك تستطيع أن",
    "say which skills you already use;": "تقول أي المهارات تستعملها الآن؛",
    "name two skills that deserve your time.": "تسمّي مهارتين تستحقان وقتك.",
    "Do it": "جرّب بنفسك",
    "**Find a calm place.** Take ten minutes without telephone and visitors.": (
        "**ابحث عن مكان هادئ.** خذ عشر دقائق بلا هاتف ولا زوّار."
    ),
    "**Answer the statements.** Think of the last time you did it.": "**أجب عن العبارات.** فكّر في آخر مرة فعلت ذلك.",
    "**Keep the result.** Save or print your answers with today’s date.": (
        "**احتفظ بالنتيجة.** احفظ إجاباتك أو اطبعها مع تاريخ اليوم."
    ),
    "Three statements": "ثلاث عبارات",
    "Choose the answer that fits you this week. Nobody marks your answers.": (
        "اختر الإجابة التي تناسبك هذا الأسبوع. لا أحد يصحّح إجاباتك."
    ),
    "I can say what I want to learn next, and why.": "أستطيع أن أقول ماذا أريد أن أتعلّم بعد ذلك، ولماذا.",
    "I can check a claim and a picture before I share them.": "أستطيع أن أتحقق من معلومة وصورة قبل نشرهما.",
    "I can tell what a licence allows.": "أستطيع أن أعرف ما تسمح به الرخصة.",
    "Not yet": "ليس بعد",
    "With help": "بمساعدة",
    "On my own": "وحدي",
    "I can show others": "أستطيع أن أعلّم غيري",
    "Think about it": "فكّر في الأمر",
    "Which answer surprised you, and why?": "أيّ إجابة فاجأتك، ولماذا؟",
    "Where do colleagues already ask you for help?": "في أيّ أمر يطلب منك الزملاء المساعدة الآن؟",
    # Thing 11
    "Test what you read and see": "تحقّق مما تقرأ وما ترى",
    "Test what you read": "تحقّق مما تقرأ",
    "Before you pass something on, give it *five minutes*. Check who says it and where it comes from.": (
        "قبل أن تنشر شيئًا امنحه *خمس دقائق*. تحقّق ممن يقوله ومن أين جاء."
    ),
    "Check a claim and a picture before you pass them on.": "تحقّق من معلومة وصورة قبل أن تنشرهما.",
    "You can trace a claim and a picture and say how sure you are.": (
        "تستطيع أن تتتبّع معلومة وصورة وتقول ما مدى تأكّدك."
    ),
    "A magnifying lens over a round picture in four parts": "عدسة مكبّرة فوق صورة مستديرة من أربعة أجزاء",
    "People ask us because they trust us. You need a **short routine** that you follow every time.": (
        "يسألنا الناس لأنهم يثقون بنا. تحتاج إلى **عادة قصيرة** تتّبعها في كل مرة."
    ),
    "**Choose a claim.** Take one message from this week that has a picture.": (
        "**اختر معلومة.** خذ رسالة واحدة من هذا الأسبوع فيها صورة."
    ),
    "**Stop and look around.** Search for who stands behind it, see [this list](https://example.org/list).": (
        "**توقّف وانظر حولك.** ابحث عمّن يقف وراءها، وانظر [هذه القائمة](https://example.org/list)."
    ),
    "Check yourself": "اختبر نفسك",
    "Two questions. Try as often as you like.": "سؤالان. أعد المحاولة متى شئت.",
    "A message makes you angry at once. What do you do first?": "أغضبتك رسالة من أول نظرة. ماذا تفعل أولًا؟",
    "I share it with a warning.": "أنشرها مع تحذير.",
    "A warning spreads the claim too.": "التحذير أيضًا ينشر المعلومة.",
    "I stop and find out who is behind it.": "أتوقف وأبحث عمّن يقف وراءها.",
    "Strong feelings are a reason to slow down.": "المشاعر القوية سبب للتمهّل.",
    "I count how many people liked it.": "أعدّ من أُعجبوا بها.",
    "Likes show reach, not truth.": "الإعجاب دليل على الانتشار لا على الصحة.",
    "Which two belong to a fair verdict?": "أيّ اثنين يدخلان في الحكم المنصف؟",
    "What you checked.": "ما تحقّقت منه.",
    "Others can follow your route.": "يستطيع غيرك أن يتبع طريقك.",
    "What is still open.": "ما بقي مفتوحًا.",
    "People trust those who name the limits.": "يثق الناس بمن يذكر الحدود.",
    "A question mark.": "علامة استفهام.",
    "The question mark gets lost on the way.": "تضيع علامة الاستفهام في الطريق.",
    "Which step changed your mind, and why?": "أيّ خطوة غيّرت رأيك، ولماذا؟",
    "Resources": "مراجع",
    "[Check where you stand](thing/02-check-where-you-stand)": "[اعرف أين تقف](thing/02-check-where-you-stand)",
    "[What if a site is blocked?](page/faq#site-blocked)": "[ماذا لو كان الموقع محجوبًا؟](page/faq#site-blocked)",
    "[The coach’s guide](guide/first-meeting#table)": "[دليل المدرّب](guide/first-meeting#table)",
    # poster
    "Learning is shared work": "التعلّم عمل مشترك",
    "For libraries and the people behind them": "للمكتبات ومن يقفون وراءها",
    "People trust us when our knowledge is fresh. Keeping it fresh takes **three partners**.": (
        "يثق بنا الناس حين تكون معرفتنا متجدّدة. ويحتاج تجديدها إلى **ثلاثة شركاء**."
    ),
    "A poster about partners who keep knowledge fresh.": "ملصق عن شركاء يجدّدون المعرفة.",
    "My promise": "وعدي",
    "Signed": "التوقيع",
    "Other languages and formats": "لغات وأشكال أخرى",
    "You who learn": "أنت الذي تتعلّم",
    "Look honestly at your skills once a year. Pass on what worked.": (
        "انظر بصدق إلى مهاراتك مرة في السنة. وانقل إلى غيرك ما نجح."
    ),
    "You who employ": "أنت الذي توظّف",
    "Set aside money and working hours, and say how much.": "خصّص مالًا وساعات عمل، وقل كم هي.",
    "You who teach": "أنت الذي تعلّم",
    "Show students that a degree is the start.": "بيّن للطلاب أن الشهادة هي البداية.",
    "When learning moves online, check access, language and time.": (
        "حين ينتقل التعلّم إلى الشبكة، تحقّق من الوصول واللغة والوقت."
    ),
    "Choose one promise.": "اختر وعدًا واحدًا.",
    "Sign it. Look at it again in six months.": "وقّعه، ثم عد إليه بعد ستة أشهر.",
    # guide
    "Your first meeting": "لقاؤك الأول",
    "Guide for coaches": "دليل للمدرّبين",
    "Two short meetings are enough to begin.": "لقاءان قصيران يكفيان للبداية.",
    "How to begin as a coach.": "كيف تبدأ مدرّبًا.",
    "Before you meet": "قبل اللقاء",
    "Send a message with time and place.[^1] Press <kbd>Ctrl</kbd> and `P` to print or fill in the <abbr>AFL</abbr>.": (
        "أرسل رسالة فيها الزمان والمكان.[^1] اضغط <kbd>Ctrl</kbd> و`P` للطباعة، أو املأ <abbr>AFL</abbr>."
    ),
    "A quiet room": "غرفة هادئة",
    "Two chairs": "كرسيان",
    "Good to know": "من المفيد أن تعرف",
    "You may stop at any time.": "يمكنك أن تتوقف متى شئت.",
    "Two meetings": "لقاءان",
    "Meeting": "اللقاء",
    "Aim": "الهدف",
    "Minutes": "الدقائق",
    "First": "الأول",
    "Get to know each other": "التعارف",
    "Second": "الثاني",
    "Choose one goal": "اختيار هدف واحد",
    "30": "٣٠",
    "45": "٤٥",
    "Later": "فيما بعد",
    "If you cannot meet": "إذا تعذّر اللقاء",
    "Telephone, or write letters.": "اتصلا بالهاتف أو تراسلا.",
    "![Circle, square and triangle in a row](assets/route.svg)": "![دائرة ومربع ومثلث في صف](assets/route.svg)",
    "The way of one goal.": "طريق هدف واحد.",
    "Coachee": "المتدرّب",
    "The person who chooses the goal.": "الشخص الذي يختار الهدف.",
    "Ask more than you answer.": "اسأل أكثر مما تجيب.",
    "Worksheet": "ورقة عمل",
    "My goal": "هدفي",
    "My first step": "خطوتي الأولى",
    "At least three days before.": "قبل ثلاثة أيام على الأقل.",
    # pages
    "Two Things for Everyday Practice": "خطوتان للممارسة اليومية",
    "Short tasks for people who work in libraries. Each leaves you something you can use tomorrow.": (
        "مهام قصيرة لمن يعملون في المكتبات. تترك لك كل منها شيئًا تستعمله غدًا."
    ),
    "A small programme about everyday skills.": "برنامج صغير عن مهارات كل يوم.",
    "Start": "ابدأ",
    "Know why you are here and where you stand.": "اعرف لماذا أنت هنا وأين تقف.",
    "Find": "ابحث",
    "Ask well and check what you find.": "أحسن السؤال وتحقّق مما تجد.",
    "How it works": "كيف يسير الأمر",
    "**Choose one.** Any order works.": "**اختر واحدة.** كل ترتيب صالح.",
    "**Do it.** Try it on your own work.": "**جرّبها.** طبّقها على عملك.",
    "Questions and answers": "أسئلة وأجوبة",
    "What people ask most.": "أكثر ما يسأل عنه الناس.",
    "What if a site is blocked?": "ماذا لو كان الموقع محجوبًا؟",
    "Ask your administrator, or write to [us](mailto:hello@example.org). H<sub>2</sub>O is never blocked.": (
        "اسأل المسؤول، أو اكتب [إلينا](mailto:hello@example.org). أما H<sub>2</sub>O فلا يُحجب أبدًا."
    ),
    "Does it cost anything?": "هل يكلّف شيئًا؟",
    "No. See [the licence](page/licence).": "لا. انظر [الرخصة](page/licence).",
    "Licence": "الرخصة",
    "What you may do with these texts.": "ما يجوز لك أن تفعله بهذه النصوص.",
    "You may use, share and change the texts if you give credit.": (
        "يجوز لك أن تستعمل النصوص وتنشرها وتغيّرها إذا ذكرت أصحابها."
    ),
}

MESSAGES = {
    "Mark as done": "أتممتُ هذه الخطوة",
    "Show the answer": "أظهر الإجابة",
    "Check my answer": "تحقّق من إجابتي",
    "Right.": "صحيح.",
    "Not quite.": "ليس تمامًا.",
    "Licence": "الرخصة",
}

PLURALS = {
    "{n} minute": {
        "zero": "{n} دقيقة",
        "one": "دقيقة واحدة",
        "two": "دقيقتان",
        "few": "{n} دقائق",
        "many": "{n} دقيقة",
        "other": "{n} دقيقة",
    },
}
