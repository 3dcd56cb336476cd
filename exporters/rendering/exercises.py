"""Quizzes, self-checks and reflections to HTML. `exporters/theme/static/quiz.js` makes them work.

All words that the script shows come along as data attributes, already translated and with the right digits. Without
the script every answer and its reason can still be opened, and nothing that needs the script is shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from markupsafe import Markup

from exporters import nodes
from exporters.rendering.context import Context, attributes, element, marks, turned
from exporters.rendering.inline import inline, phrase
from exporters.rendering.numbers import number

Blocks = Callable[[Iterable[nodes.AnyBlock], Context], Markup]


def quiz(node: nodes.Quiz, ctx: Context, blocks: Blocks) -> Markup:
    """Render a scored quiz: one question open at a time, except in the editor's preview, which shows all."""
    identity = ctx.prefix + (node.id or "quiz")
    message, total = ctx.edition.message, len(node.questions)
    needed = -(-total * node.pass_mark // 100)
    results = [
        message("{right} of {all} answers are right. That is enough.").format(
            right=number(ctx.edition, right), all=number(ctx.edition, total)
        )
        if right >= needed
        else message("{right} of {all} answers are right so far. {needed} are enough.").format(
            right=number(ctx.edition, right), all=number(ctx.edition, total), needed=number(ctx.edition, needed)
        )
        for right in range(total + 1)
    ]
    values = {
        "class": "quiz",
        "id": identity,
        "data-quiz": identity,
        "data-pass": str(node.pass_mark),
        "data-right": message("Right."),
        "data-wrong": message("Not quite."),
        "data-choose": message("Choose an answer first."),
        "data-results": json.dumps(results, ensure_ascii=False),
    }
    questions = Markup("\n").join(
        _question(question, i, identity, ctx, blocks) for i, question in enumerate(node.questions)
    )
    result = element("p", "", class_="result", role="status")
    box = Markup('<div class="box questions">\n{}\n</div>').format(questions)
    return Markup("<div{}>\n{}\n{}\n{}\n</div>").format(
        attributes({**values, "class": " ".join(("quiz", *node.classes))}), blocks(node.children, ctx), box, result
    )


def _question(question: nodes.Question, i: int, quiz_id: str, ctx: Context, blocks: Blocks) -> Markup:
    message, identity = ctx.edition.message, f"{quiz_id}-{question.id}"
    prompt = phrase(question.prompt, ctx, "span", class_="prompt", id=identity)
    mark = element("span", element("b", number(ctx.edition, i + 1)), class_="mark", aria_hidden="true")
    kind = "checkbox" if question.multiple else "radio"
    options = Markup("\n").join(
        Markup("<label{}><input{}>{}</label>").format(
            attributes({"class": "opt", "dir": turned(option.text.unit, ctx)}),
            attributes({"type": kind, "name": identity, "value": option.id, "data-ok": "1" if option.correct else "0"}),
            phrase(option.text, ctx),
        )
        for option in question.options
    )
    hint = element("p", message("More than one answer is right."), class_="small") if question.multiple else ""
    fieldset = Markup('<fieldset data-question="{}" aria-labelledby="{}">\n{}{}\n</fieldset>').format(
        question.id, identity, hint, options
    )
    answers = Markup("\n").join(_answer(option, ctx, blocks) for option in question.options)
    shown = Markup('<details class="answer"><summary>{}</summary>\n<ul>\n{}\n</ul>\n</details>').format(
        message("Show the answer"), answers
    )
    check = element("button", message("Check my answer"), type="button", class_="btn", data_check="", hidden="")
    onward = element("button", message("Next question"), type="button", class_="btn line", data_next="", hidden="")
    opened = {"open": ""} if i == 0 or ctx.units else {}
    # One name for all questions: the browser closes one when another opens.
    named = {} if ctx.units else {"name": quiz_id}
    return Markup(
        '<details class="question"{}><summary{}>{}{}</summary>\n<div class="inner">\n{}{}\n'
        '<div class="say" role="status"></div>\n{}\n<p class="row">{}{}</p>\n</div>\n</details>'
    ).format(
        attributes({**named, **opened}),
        attributes({"dir": turned(question.prompt.unit, ctx)}),
        mark,
        prompt,
        blocks(question.body, ctx),
        fieldset,
        shown,
        check,
        onward,
    )


def _answer(option: nodes.Option, ctx: Context, blocks: Blocks) -> Markup:
    """One answer with its verdict and reason. The script copies the reason from here after a check."""
    verdict = ctx.edition.message("Right.") if option.correct else ctx.edition.message("Not quite.")
    unit = marks(option.text.unit, ctx)
    text = Markup("<span{}>{}</span>").format(
        attributes({name: unit.get(name) for name in ("lang", "dir")}), inline(option.text.children, ctx)
    )
    feedback = element("div", blocks(option.feedback, ctx), data_feedback=option.id) if option.feedback else ""
    return Markup("<li><p><b>{}</b> {}</p>{}</li>").format(verdict, text, feedback)


def self_check(node: nodes.SelfCheck, ctx: Context, blocks: Blocks) -> Markup:
    """Render statements to rate. Ratings are never scored; with ``compare`` the script shows the earlier ones."""
    identity, message = ctx.prefix + (node.id or "selfcheck"), ctx.edition.message
    total = len(node.statements)
    values = {
        "class": " ".join(("selfcheck", *node.classes)),
        "id": identity,
        "data-selfcheck": identity,
        "data-compare": node.compare.rpartition("/")[2] if node.compare else None,
        "data-earlier": message("Earlier: {answer}"),
        "data-up": message("higher now"),
        "data-same": message("the same"),
        "data-down": message("lower now"),
        "data-none": message("No earlier answers were found in this browser."),
        "data-results": json.dumps(_changes(total, ctx), ensure_ascii=False) if node.compare else None,
    }
    statements = Markup("\n").join(_statement(s, i, node, identity, ctx) for i, s in enumerate(node.statements))
    kept = element(
        "p", message("Nobody marks your answers. They stay in this browser and are sent to nobody."), class_="private"
    )
    compared = element("p", "", class_="result", role="status")
    return Markup('<div{}>\n{}\n<div class="box statements">\n{}\n{}\n</div>\n{}\n</div>').format(
        attributes(values), blocks(node.children, ctx), statements, kept if ctx.notes else "", compared
    )


def _changes(total: int, ctx: Context) -> list[str]:
    """One sentence for each possible count of statements that are rated higher than before."""
    edition = ctx.edition
    return [
        edition.plural(
            "You rate yourself higher in {n} of {all} statements than before.",
            "You rate yourself higher in {n} of {all} statements than before.",
            n,
        ).format(n=number(edition, n), all=number(edition, total))
        for n in range(total + 1)
    ]


def _statement(statement: nodes.Statement, i: int, node: nodes.SelfCheck, identity: str, ctx: Context) -> Markup:
    label = f"{identity}-{statement.id}"
    first = i == 0
    options = Markup("\n").join(
        Markup('<label{}><input type="radio" name="{}" value="{}">{}</label>').format(
            attributes({"class": "opt", "dir": turned(step.unit, ctx)}),
            label,
            value,
            phrase(step, ctx) if first else _again(step, ctx),
        )
        for value, step in enumerate(node.scale)
    )
    prompt = element("b", number(ctx.edition, i + 1), class_="mark", aria_hidden="true") + phrase(
        statement.text, ctx, "span", id=label
    )
    return Markup(
        '<div class="statement"><p{}>{}</p>\n'
        '<fieldset data-statement="{}" aria-labelledby="{}">\n{}\n</fieldset>\n<p class="then"></p></div>'
    ).format(
        attributes({"class": "prompt", "dir": turned(statement.text.unit, ctx)}), prompt, statement.id, label, options
    )


def _again(step: nodes.Phrase, ctx: Context) -> Markup:
    """The scale's words once more: without the unit's mark, which belongs to their first place."""
    values = {name: value for name, value in marks(step.unit, ctx).items() if name in ("class", "lang", "dir")}
    return Markup("<span{}>{}</span>").format(attributes(values), inline(step.children, ctx))


def reflect(node: nodes.Section, ctx: Context, blocks: Blocks) -> Markup:
    """Render a reflection: each item of its lists is a question, with a field for private notes if wanted."""
    identity = ctx.prefix + (node.id or "reflect")
    head: list[Markup] = [phrase(node.title, ctx, "p", class_="title")] if node.title else []
    questions: list[Markup] = []
    for child in node.children:
        if not ctx.notes or not isinstance(child, nodes.List):
            (questions if questions else head).append(blocks((child,), ctx))
            continue
        questions += [
            _thought(item, f"{identity}-{len(questions) + n}", ctx, blocks) for n, item in enumerate(child.items)
        ]
    if ctx.notes:
        kept = ctx.edition.message("Only you see this. It stays in this browser and is sent to nobody.")
        questions.append(element("p", kept, class_="private"))
    body = Markup('\n<div class="box journal">\n{}\n</div>').format(Markup("\n").join(questions)) if questions else ""
    values = {"class": " ".join(("reflect", *node.classes)), "id": identity}
    return Markup("<section{}>\n{}{}\n</section>").format(attributes(values), Markup("\n").join(head), body)


def _thought(item: nodes.ListItem, identity: str, ctx: Context, blocks: Blocks) -> Markup:
    first = item.children[0] if item.children else None
    if not isinstance(first, nodes.Paragraph):
        return element("div", blocks(item.children, ctx))
    label = phrase(first.content, ctx, "label", for_=identity)
    field = Markup('<textarea id="{}" data-note="{}" rows="3"></textarea>').format(identity, identity)
    return element("div", label + blocks(item.children[1:], ctx) + field)
