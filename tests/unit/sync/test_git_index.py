"""git's index, edited entry by entry: everything else keeps every byte, and odd forms are refused."""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
from pathlib import Path

import pytest
from dulwich import porcelain
from dulwich.index import ConflictedIndexEntry, Index, IndexEntry
from dulwich.objects import Blob
from hypothesis import given, settings
from hypothesis import strategies as st

from service.sync.git.index import Fresh, StrangeIndex, read_index
from tests.support.repositories import GIT

FILE = 0o100644


def sealed(body: bytes) -> bytes:
    return body + hashlib.sha1(body).digest()


def entry(number: int, *, mode: int = FILE, flags: int = 0, extended: int = 0) -> IndexEntry:
    sha = f"{number:040x}".encode()
    return IndexEntry((number, 1), (number, 2), 3, 4, mode, 5, 6, 7, sha, flags, extended)  # type: ignore[arg-type]


def written(tmp_path: Path, entries: dict[bytes, IndexEntry | ConflictedIndexEntry]) -> bytes:
    """An index as dulwich writes it."""
    index = Index(str(tmp_path / "index"), read=False)
    for name, value in entries.items():
        index.set_verbatim(name, value)
    index.write()
    return (tmp_path / "index").read_bytes()


def reread(tmp_path: Path, data: bytes) -> Index:
    (tmp_path / "again").write_bytes(data)
    return Index(str(tmp_path / "again"))


@pytest.fixture
def stat(tmp_path: Path) -> os.stat_result:
    (tmp_path / "file").write_bytes(b"four")
    return (tmp_path / "file").lstat()


def test_one_entry_changes_and_the_others_keep_every_byte(tmp_path: Path, stat: os.stat_result) -> None:
    conflict = ConflictedIndexEntry(entry(1), entry(2), entry(3))
    data = written(
        tmp_path,
        {
            b"a/long": entry(9),
            b"b": entry(8, flags=0x8000),
            b"c": entry(7, extended=0x2000),
            b"d": conflict,
        },
    )
    before = read_index(data)
    fresh = {b"a/long": Fresh(bytes(20), FILE, stat), b"a/new": Fresh(b"n" * 20, 0o100755, stat)}
    after = before.with_entries(fresh)
    kept = [line for line in before.entries if line.name not in fresh]
    assert kept == [line for line in read_index(after).entries if line.name not in fresh]
    index = reread(tmp_path, after)
    assert list(index) == [b"a/long", b"a/new", b"b", b"c", b"d"]
    new = index[b"a/new"]
    assert isinstance(new, IndexEntry)
    assert (new.sha, new.mode, new.size) == (b"6e" * 20, 0o100755, 4)
    assert isinstance(index[b"d"], ConflictedIndexEntry)
    assert [line.plain for line in before.entries] == [True, False, False, False, False, False]


@pytest.mark.parametrize("length", [1, 2, 7, 8, 9, 4094, 4095, 4096, 9000])
def test_names_of_any_length_are_read_as_they_were_written(tmp_path: Path, stat: os.stat_result, length: int) -> None:
    before = read_index(written(tmp_path, {b"a": entry(1), b"z": entry(2)}))
    name = b"x" * length
    after = read_index(before.with_entries({name: Fresh(b"i" * 20, FILE, stat)}))
    assert [line.name for line in after.entries] == [b"a", name, b"z"]
    assert after.entries[2] == before.entries[1]


def test_what_is_in_the_way_of_a_new_file_is_seen(tmp_path: Path) -> None:
    index = read_index(written(tmp_path, {b"a": entry(1), b"b/c/d": entry(2)}))
    assert [index.blocks(name) for name in (b"a/new", b"b/c", b"b", b"b/c/e", b"ab", b"new")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_caches_are_dropped_and_solved_conflicts_kept(tmp_path: Path, stat: os.stat_result) -> None:
    body = written(tmp_path, {b"a": entry(1)})[:-20]
    for name, data in ((b"TREE", b"cached"), (b"REUC", b"solved"), (b"UNTR", b"more")):
        body += name + struct.pack(">L", len(data)) + data
    after = read_index(sealed(body)).with_entries({b"a": Fresh(bytes(20), FILE, stat)})
    assert b"REUC\0\0\0\6solved" in after
    assert b"TREE" not in after
    assert b"UNTR" not in after


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda body: body[:7] + b"\4" + body[8:], "version 4"),
        (lambda body: body + b"link" + struct.pack(">L", 20) + bytes(20), "split"),
        (lambda body: body + b"sdir" + struct.pack(">L", 0), "sparse"),
        (lambda body: b"NOPE" + body[4:], "cannot be read"),
        (lambda body: body[:11] + b"\xff" + body[12:], "cut off"),
        (lambda body: body[:20], "cannot be read|cut off"),
    ],
)
def test_other_forms_are_refused(tmp_path: Path, change: object, said: str) -> None:
    body = written(tmp_path, {b"a": entry(1)})[:-20]
    with pytest.raises(StrangeIndex, match=said):
        read_index(sealed(change(body)))  # type: ignore[operator]


def test_a_wrong_checksum_is_refused_and_none_is_taken(tmp_path: Path) -> None:
    data = written(tmp_path, {b"a": entry(1)})
    with pytest.raises(StrangeIndex, match="damaged"):
        read_index(data[:-1] + bytes([data[-1] ^ 1]))
    assert read_index(data[:-20] + bytes(20)).entries == read_index(data).entries


@settings(max_examples=200)
@given(data=st.binary(max_size=300))
def test_no_bytes_surprise_it(data: bytes) -> None:
    for candidate in (data, b"DIRC" + data, sealed(b"DIRC\0\0\0\2\0\0\0\1" + data)):
        try:
            read_index(candidate)
        except StrangeIndex:
            continue


def test_git_itself_agrees(tmp_path: Path) -> None:
    """What is made of an index, as a repository has it; git is asked too where it is installed, its caches and all."""
    top = tmp_path / "repo"
    with porcelain.init(str(top)) as repo:
        for name in ("a.txt", "b/c.txt", "b/d.txt"):
            (top / name).parent.mkdir(exist_ok=True)
            (top / name).write_text("one\n")
            porcelain.add(repo, [str(top / name)])
        porcelain.commit(repo, message=b"x", author=b"D <d@e.org>", committer=b"D <d@e.org>")
        if GIT is not None:
            git(top, "read-tree", "HEAD")  # with its cache of trees
        (top / "a.txt").write_text("staged\n")
        porcelain.add(repo, [str(top / "a.txt")])
        (top / "b/c.txt").write_text("two\n")
        blob = Blob.from_string(b"two\n")
        repo.object_store.add_object(blob)
        fresh = Fresh(bytes.fromhex(blob.id.decode()), FILE, (top / "b/c.txt").lstat())
        index = top / ".git/index"
        index.write_bytes(read_index(index.read_bytes()).with_entries({b"b/c.txt": fresh}))
        found = porcelain.status(repo)
        assert (sorted(found.staged["modify"]), found.unstaged) == ([b"a.txt", b"b/c.txt"], [])
    if GIT is not None:
        assert git(top, "status", "--porcelain") == "M  a.txt\nM  b/c.txt\n"
        git(top, "commit", "-qm", "y")
        assert git(top, "show", "HEAD:b/c.txt") == "two\n"
        git(top, "fsck", "--strict")


def git(top: Path, *arguments: str) -> str:
    assert GIT is not None
    command = [GIT, "-c", "user.name=D", "-c", "user.email=d@e.org", "-c", "safe.directory=*", *arguments]
    return subprocess.run(command, cwd=top, check=True, capture_output=True, text=True).stdout
