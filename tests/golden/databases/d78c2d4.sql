BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE artifact_record (
	id INTEGER NOT NULL, 
	programme_id INTEGER NOT NULL, 
	format VARCHAR NOT NULL, 
	path VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	media_type VARCHAR NOT NULL, 
	inputs VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	languages JSON NOT NULL, 
	document VARCHAR, 
	variant VARCHAR NOT NULL, 
	problems JSON NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_artifact_record PRIMARY KEY (id), 
	CONSTRAINT fk_artifact_record_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id), 
	CONSTRAINT uq_artifact_record_programme_id_path UNIQUE (programme_id, path)
);
CREATE TABLE comment (
	id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	tag VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	parent_id INTEGER, 
	person_id INTEGER, 
	name VARCHAR NOT NULL, 
	created DATETIME NOT NULL, 
	resolved DATETIME, 
	resolved_by INTEGER, 
	CONSTRAINT pk_comment PRIMARY KEY (id), 
	CONSTRAINT fk_comment_parent_id_comment FOREIGN KEY(parent_id) REFERENCES comment (id), 
	CONSTRAINT fk_comment_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_comment_resolved_by_person FOREIGN KEY(resolved_by) REFERENCES person (id), 
	CONSTRAINT fk_comment_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE TABLE document (
	id INTEGER NOT NULL, 
	programme_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	slug VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	number INTEGER, 
	position INTEGER NOT NULL, 
	language VARCHAR NOT NULL, 
	path VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	source_revision_id INTEGER, 
	under_revision BOOLEAN NOT NULL, 
	active BOOLEAN NOT NULL, 
	units INTEGER NOT NULL, 
	words INTEGER NOT NULL, 
	meta JSON NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_document PRIMARY KEY (id), 
	CONSTRAINT fk_document_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id), 
	CONSTRAINT uq_document_programme_id_kind_slug UNIQUE (programme_id, kind, slug)
);
INSERT INTO "document" VALUES(1,1,'thing','01-lock-the-front-door','Lock the front door',1,1,'en','content/things/01-lock-the-front-door.md','cdb4ead364d5bf1a383b9e17dbc5004a6405eb8f9639ee985c5ce878923a5870',1,0,1,19,100,'{"number": 1, "block": "a", "minutes": 20}','2026-11-30 21:45:49.920714');
INSERT INTO "document" VALUES(2,1,'poster','learning-is-shared-work','Learning is shared work',NULL,110000,'en','content/posters/learning-is-shared-work.md','ed7cdeeb09d3750a21ce0f7382160091c1de457a86e8ca86d8bb81f9f71ea1e3',2,0,1,11,42,'{"design": "partners", "sizes": ["a4", "a3"], "qr": "https://example.org/trial"}','2026-11-30 21:45:50.025321');
INSERT INTO "document" VALUES(3,1,'page','faq','Questions and answers',NULL,310000,'en','content/pages/faq.md','48ee908deac9f172cfa87f37378134811454d1c439f328fcac85ba5bdca786f7',3,0,1,4,16,'{"role": "faq"}','2026-11-30 21:45:50.053044');
INSERT INTO "document" VALUES(4,1,'page','home','Trial programme',NULL,310000,'en','content/pages/home.md','3ae8aa7e06e882701fe863662eb2b65b94e1b331fe9871905a7f50627e9f40a7',4,0,1,6,20,'{"role": "home"}','2026-11-30 21:45:50.085056');
CREATE TABLE document_counter (
	document_id INTEGER NOT NULL, 
	tag VARCHAR NOT NULL, 
	units INTEGER NOT NULL, 
	words INTEGER NOT NULL, 
	missing INTEGER NOT NULL, 
	suggested INTEGER NOT NULL, 
	translated INTEGER NOT NULL, 
	approved INTEGER NOT NULL, 
	stale INTEGER NOT NULL, 
	machine INTEGER NOT NULL, 
	to_check INTEGER NOT NULL, 
	words_left INTEGER NOT NULL, 
	CONSTRAINT pk_document_counter PRIMARY KEY (document_id, tag), 
	CONSTRAINT fk_document_counter_document_id_document FOREIGN KEY(document_id) REFERENCES document (id)
);
INSERT INTO "document_counter" VALUES(1,'ar',19,100,19,0,0,0,0,0,0,100);
INSERT INTO "document_counter" VALUES(1,'es',19,100,16,1,1,1,0,0,0,91);
INSERT INTO "document_counter" VALUES(2,'ar',11,42,10,0,1,0,0,0,0,40);
INSERT INTO "document_counter" VALUES(2,'es',11,42,11,0,0,0,0,0,0,42);
INSERT INTO "document_counter" VALUES(3,'ar',4,16,4,0,0,0,0,0,0,16);
INSERT INTO "document_counter" VALUES(3,'es',4,16,4,0,0,0,0,0,0,16);
INSERT INTO "document_counter" VALUES(4,'ar',6,20,6,0,0,0,0,0,0,20);
INSERT INTO "document_counter" VALUES(4,'es',6,20,6,0,0,0,0,0,0,20);
CREATE TABLE draft (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	tag VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	base_revision_id INTEGER, 
	updated DATETIME NOT NULL, 
	CONSTRAINT pk_draft PRIMARY KEY (id), 
	CONSTRAINT fk_draft_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_draft_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_draft_person_id_unit_id_tag UNIQUE (person_id, unit_id, tag)
);
INSERT INTO "draft" VALUES(1,2,30,'es','Fírmalo',NULL,'2026-11-30 21:45:50.367150');
CREATE TABLE glossary_target (
	id INTEGER NOT NULL, 
	term_id INTEGER NOT NULL, 
	tag VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	forbidden BOOLEAN NOT NULL, 
	note VARCHAR NOT NULL, 
	author_id INTEGER, 
	updated DATETIME NOT NULL, 
	CONSTRAINT pk_glossary_target PRIMARY KEY (id), 
	CONSTRAINT fk_glossary_target_author_id_person FOREIGN KEY(author_id) REFERENCES person (id), 
	CONSTRAINT fk_glossary_target_term_id_glossary_term FOREIGN KEY(term_id) REFERENCES glossary_term (id), 
	CONSTRAINT uq_glossary_target_term_id_tag_text UNIQUE (term_id, tag, text)
);
INSERT INTO "glossary_target" VALUES(1,1,'es','puerta de entrada',0,'',3,'2026-11-30 21:45:50.409468');
CREATE TABLE glossary_term (
	id INTEGER NOT NULL, 
	programme_id INTEGER NOT NULL, 
	term VARCHAR NOT NULL, 
	variants VARCHAR NOT NULL, 
	definition VARCHAR NOT NULL, 
	do_not_translate BOOLEAN NOT NULL, 
	match_case BOOLEAN NOT NULL, 
	updated DATETIME NOT NULL, reason VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_glossary_term PRIMARY KEY (id), 
	CONSTRAINT fk_glossary_term_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id), 
	CONSTRAINT uq_glossary_term_programme_id_term UNIQUE (programme_id, term)
);
INSERT INTO "glossary_term" VALUES(1,1,'front door','','',0,0,'2026-11-30 21:45:50.407388','');
CREATE TABLE job (
	id INTEGER NOT NULL, 
	task VARCHAR NOT NULL, 
	payload JSON NOT NULL, 
	"key" VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	tries INTEGER NOT NULL, 
	max_tries INTEGER NOT NULL, 
	run_after DATETIME NOT NULL, 
	worker VARCHAR NOT NULL, 
	lease DATETIME, 
	done INTEGER NOT NULL, 
	total INTEGER NOT NULL, 
	message VARCHAR NOT NULL, 
	error VARCHAR NOT NULL, 
	result JSON NOT NULL, 
	programme_id INTEGER, 
	person_id INTEGER, 
	created DATETIME NOT NULL, 
	started DATETIME, 
	finished DATETIME, 
	CONSTRAINT pk_job PRIMARY KEY (id), 
	CONSTRAINT fk_job_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_job_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id)
);
INSERT INTO "job" VALUES(1,'write_back','{"programme_id": 1}','write_back:1','queued',0,3,'2026-11-30 21:45:55.238581','',NULL,0,0,'','','{}',1,NULL,'2026-11-30 21:45:50.238585',NULL,NULL);
CREATE TABLE job_log (
	id INTEGER NOT NULL, 
	job_id INTEGER NOT NULL, 
	level VARCHAR NOT NULL, 
	message VARCHAR NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_job_log PRIMARY KEY (id), 
	CONSTRAINT fk_job_log_job_id_job FOREIGN KEY(job_id) REFERENCES job (id)
);
CREATE TABLE machine_cache (
	"key" VARCHAR NOT NULL, 
	engine VARCHAR NOT NULL, 
	source_tag VARCHAR NOT NULL, 
	target_tag VARCHAR NOT NULL, 
	source_hash VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	text_hash VARCHAR NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_machine_cache PRIMARY KEY ("key")
);
CREATE TABLE machine_ledger (
	id INTEGER NOT NULL, 
	engine VARCHAR NOT NULL, 
	month VARCHAR NOT NULL, 
	characters INTEGER NOT NULL, 
	calls INTEGER NOT NULL, 
	CONSTRAINT pk_machine_ledger PRIMARY KEY (id), 
	CONSTRAINT uq_machine_ledger_engine_month UNIQUE (engine, month)
);
CREATE TABLE magic_link (
	token_hash VARCHAR NOT NULL, 
	person_id INTEGER NOT NULL, 
	email VARCHAR NOT NULL, 
	next VARCHAR NOT NULL, 
	created DATETIME NOT NULL, 
	expires DATETIME NOT NULL, 
	used DATETIME, 
	CONSTRAINT pk_magic_link PRIMARY KEY (token_hash), 
	CONSTRAINT fk_magic_link_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "magic_link" VALUES('a6c9c2daca548a247a3229fe7a7e1753a2e1a9828ff54fd88d68fad362332958',7,'udo@demo.example','/','2026-11-30 21:45:50.419640','2026-11-30 22:00:50.419633',NULL);
CREATE TABLE membership (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	programme_id INTEGER NOT NULL, 
	tag VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	granted_by INTEGER, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_membership PRIMARY KEY (id), 
	CONSTRAINT fk_membership_granted_by_person FOREIGN KEY(granted_by) REFERENCES person (id), 
	CONSTRAINT fk_membership_person_id_person FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_membership_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id), 
	CONSTRAINT uq_membership_person_id_programme_id_tag_role UNIQUE (person_id, programme_id, tag, role)
);
INSERT INTO "membership" VALUES(1,1,1,'es','translator',NULL,'2026-11-30 21:45:50.111105');
INSERT INTO "membership" VALUES(2,1,1,'ar','translator',NULL,'2026-11-30 21:45:50.118339');
INSERT INTO "membership" VALUES(3,2,1,'es','translator',NULL,'2026-11-30 21:45:50.119386');
INSERT INTO "membership" VALUES(4,2,1,'ar','translator',NULL,'2026-11-30 21:45:50.119916');
INSERT INTO "membership" VALUES(5,3,1,'es','reviewer',NULL,'2026-11-30 21:45:50.120678');
INSERT INTO "membership" VALUES(6,3,1,'ar','reviewer',NULL,'2026-11-30 21:45:50.121019');
INSERT INTO "membership" VALUES(7,4,1,'es','coordinator',NULL,'2026-11-30 21:45:50.121776');
INSERT INTO "membership" VALUES(8,4,1,'ar','coordinator',NULL,'2026-11-30 21:45:50.122095');
INSERT INTO "membership" VALUES(10,7,1,'','administrator',NULL,'2026-11-30 21:45:50.172574');
INSERT INTO "membership" VALUES(11,7,1,'es','reviewer',4,'2026-11-30 21:45:50.173156');
CREATE TABLE memory_entry (
	id INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	unit_id INTEGER, 
	programme_id INTEGER, 
	text VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	updated DATETIME NOT NULL, 
	CONSTRAINT pk_memory_entry PRIMARY KEY (id), 
	CONSTRAINT fk_memory_entry_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id), 
	CONSTRAINT fk_memory_entry_source_id_memory_source FOREIGN KEY(source_id) REFERENCES memory_source (id), 
	CONSTRAINT fk_memory_entry_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_memory_entry_unit_id_source_id UNIQUE (unit_id, source_id)
);
INSERT INTO "memory_entry" VALUES(1,1,1,1,'Tu correo es la puerta de **todo lo demás**. Mira [las preguntas](../pages/faq.md).','approved','person','2026-11-30 21:45:50.267296');
INSERT INTO "memory_entry" VALUES(2,2,7,1,'Después puedes','translated','person','2026-11-30 21:45:50.295325');
INSERT INTO "memory_entry" VALUES(3,3,30,1,'وقّعوه.','translated','person','2026-11-30 21:45:50.397995');
CREATE TABLE memory_gram (
	shelf INTEGER NOT NULL, 
	gram INTEGER NOT NULL, 
	frequency INTEGER NOT NULL, 
	CONSTRAINT pk_memory_gram PRIMARY KEY (shelf, gram)
)
 WITHOUT ROWID

;
CREATE TABLE memory_key (
	shelf INTEGER NOT NULL, 
	k BIGINT NOT NULL, 
	CONSTRAINT pk_memory_key PRIMARY KEY (shelf, k)
)
 WITHOUT ROWID

;
INSERT INTO "memory_key" VALUES(2,102868332209766402);
INSERT INTO "memory_key" VALUES(2,163072091388641282);
INSERT INTO "memory_key" VALUES(2,569959013630869506);
INSERT INTO "memory_key" VALUES(2,718435416725782529);
INSERT INTO "memory_key" VALUES(2,747090888768880641);
INSERT INTO "memory_key" VALUES(2,1085123094344892417);
INSERT INTO "memory_key" VALUES(2,1963200774720716802);
INSERT INTO "memory_key" VALUES(2,3639742154214998017);
INSERT INTO "memory_key" VALUES(2,4149077719495213058);
INSERT INTO "memory_key" VALUES(2,5761504926706434049);
INSERT INTO "memory_key" VALUES(2,7575058644866170882);
INSERT INTO "memory_key" VALUES(2,8262441430862004225);
INSERT INTO "memory_key" VALUES(4,794297254423822339);
INSERT INTO "memory_key" VALUES(4,1459481998019002371);
INSERT INTO "memory_key" VALUES(4,9063352022241116163);
CREATE TABLE memory_pair (
	id INTEGER NOT NULL, 
	source_tag VARCHAR NOT NULL, 
	target_tag VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	sample INTEGER NOT NULL, 
	sources INTEGER NOT NULL, 
	CONSTRAINT pk_memory_pair PRIMARY KEY (id), 
	CONSTRAINT uq_memory_pair_source_tag_target_tag UNIQUE (source_tag, target_tag)
);
INSERT INTO "memory_pair" VALUES(1,'en','es',0,0,2);
INSERT INTO "memory_pair" VALUES(2,'en','ar',0,0,1);
CREATE TABLE memory_source (
	id INTEGER NOT NULL, 
	pair_id INTEGER NOT NULL, 
	hash VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	CONSTRAINT pk_memory_source PRIMARY KEY (id), 
	CONSTRAINT fk_memory_source_pair_id_memory_pair FOREIGN KEY(pair_id) REFERENCES memory_pair (id), 
	CONSTRAINT uq_memory_source_pair_id_hash UNIQUE (pair_id, hash)
);
INSERT INTO "memory_source" VALUES(1,1,'10229ffa053ac3229fe949acc0bd2849f2f6b270fa543447699606d8e5516ee4','Lock the front door');
INSERT INTO "memory_source" VALUES(2,1,'6d68c207d1378d5f3a014841f891c89443b18ce21081e020bcf5e20979ffe69b','Afterwards you can');
INSERT INTO "memory_source" VALUES(3,2,'43b1c36f354c10391a3d52db7064afef47b15cfa1a2e4f074f4b8c228c97c3b2','Sign it.');
CREATE TABLE open_suggestion (
	revision_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	tag VARCHAR NOT NULL, 
	author_id INTEGER, 
	visible BOOLEAN NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_open_suggestion PRIMARY KEY (revision_id), 
	CONSTRAINT fk_open_suggestion_author_id_person FOREIGN KEY(author_id) REFERENCES person (id), 
	CONSTRAINT fk_open_suggestion_revision_id_translation_revision FOREIGN KEY(revision_id) REFERENCES translation_revision (id), 
	CONSTRAINT fk_open_suggestion_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id)
);
INSERT INTO "open_suggestion" VALUES(4,7,'es',2,1,'2026-11-30 21:45:50.320076');
INSERT INTO "open_suggestion" VALUES(6,9,'es',7,0,'2026-11-30 21:45:50.358888');
CREATE TABLE person (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	email VARCHAR, 
	affiliation VARCHAR NOT NULL, 
	public_credit BOOLEAN NOT NULL, 
	agreed DATETIME, 
	confirmed DATETIME, 
	interface_language VARCHAR NOT NULL, 
	password_hash VARCHAR NOT NULL, 
	disabled BOOLEAN NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT uq_person_email UNIQUE (email)
);
INSERT INTO "person" VALUES(1,'Ana','ana@demo.example','',1,'2026-11-30 21:45:50.109146','2026-11-30 21:45:50.109146','','',0,'2026-11-30 21:45:50.109146');
INSERT INTO "person" VALUES(2,'Bea','bea@demo.example','',1,'2026-11-30 21:45:50.118814','2026-11-30 21:45:50.118814','','',0,'2026-11-30 21:45:50.118814');
INSERT INTO "person" VALUES(3,'Rafael','rafael@demo.example','',1,'2026-11-30 21:45:50.120225','2026-11-30 21:45:50.120225','','',0,'2026-11-30 21:45:50.120225');
INSERT INTO "person" VALUES(4,'Clara','clara@demo.example','',1,'2026-11-30 21:45:50.121375','2026-11-30 21:45:50.121375','','',0,'2026-11-30 21:45:50.121375');
INSERT INTO "person" VALUES(5,'',NULL,'',0,'2026-11-30 21:45:50.122369','2026-11-30 21:45:50.122369','','',1,'2026-11-30 21:45:50.122369');
INSERT INTO "person" VALUES(6,'Noor','noor@demo.example','',1,'2026-11-30 21:45:50.123053','2026-11-30 21:45:50.123053','','',0,'2026-11-30 21:45:50.123053');
INSERT INTO "person" VALUES(7,'Udo','udo@demo.example','',1,'2026-11-30 21:45:50.123404',NULL,'','',0,'2026-11-30 21:45:50.123404');
CREATE TABLE programme (
	id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	source_language VARCHAR NOT NULL, 
	version VARCHAR NOT NULL, 
	config JSON NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_programme PRIMARY KEY (id), 
	CONSTRAINT uq_programme_key UNIQUE ("key")
);
INSERT INTO "programme" VALUES(1,'trial','Trial programme','en','2026.11','{"schema": 1, "id": "trial", "title": "Trial programme", "source_language": "en", "version": "2026.11", "licence": "CC-BY-4.0", "authors": ["Trial authors"], "organisation": "Trial", "contact": "hello@example.org", "address": "https://example.org/trial", "hashtag": "", "disclaimer": true, "schedule": null, "publish": {"states": ["approved"], "fallback": "source", "draft": false, "machine": false, "publish_machine": false}, "languages": {"es": {"states": ["translated", "approved"], "fallback": "source", "draft": false, "machine": true, "publish_machine": false}, "ar": {"states": ["translated", "approved"], "fallback": "source", "draft": false, "machine": false, "publish_machine": false}}}','2026-11-30 21:45:49.888281');
CREATE TABLE programme_language (
	id INTEGER NOT NULL, 
	programme_id INTEGER NOT NULL, 
	tag VARCHAR NOT NULL, 
	rule JSON NOT NULL, 
	machine BOOLEAN NOT NULL, 
	draft BOOLEAN NOT NULL, 
	retired BOOLEAN NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_programme_language PRIMARY KEY (id), 
	CONSTRAINT fk_programme_language_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id), 
	CONSTRAINT uq_programme_language_programme_id_tag UNIQUE (programme_id, tag)
);
INSERT INTO "programme_language" VALUES(1,1,'es','{"states": ["translated", "approved"], "fallback": "source", "publish_machine": false}',1,0,0,'2026-11-30 21:45:49.893835');
INSERT INTO "programme_language" VALUES(2,1,'ar','{"states": ["translated", "approved"], "fallback": "source", "publish_machine": false}',0,0,0,'2026-11-30 21:45:49.900508');
CREATE TABLE source_revision (
	id INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	parent_id INTEGER, 
	text VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	change VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	author_id INTEGER, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_source_revision PRIMARY KEY (id), 
	CONSTRAINT fk_source_revision_author_id_person FOREIGN KEY(author_id) REFERENCES person (id), 
	CONSTRAINT fk_source_revision_document_id_document FOREIGN KEY(document_id) REFERENCES document (id), 
	CONSTRAINT fk_source_revision_parent_id_source_revision FOREIGN KEY(parent_id) REFERENCES source_revision (id)
);
INSERT INTO "source_revision" VALUES(1,1,NULL,'---
title: Lock the front door
number: 1
block: a
minutes: 20
lead: Make your most important account safe today.
summary: Turn on stronger sign-in.
badge: You can protect an account.
---

## Why it matters

<!-- note: “Front door” is a picture for the e-mail account. -->
Your e-mail account is the front door to **everything else**. See [the questions](../pages/faq.md) too.

## Afterwards you can

- turn on a second step;
- name three signs of a false message.

:::activity {#do}
## Do it

1. **Choose one account.** Take the one that receives your mail.
2. **Turn on the second step.** Choose an app if you can.
:::

:::quiz {#check pass=60}
## Check yourself

One question.

### Which password is the safest choice? {#q1}

- [ ] A short one.
  > Short ones are guessed fast.
- [x] A long one.
  > Length protects you most.
:::
','cdb4ead364d5bf1a383b9e17dbc5004a6405eb8f9639ee985c5ce878923a5870','first','current','',NULL,'2026-11-30 21:45:49.922742');
INSERT INTO "source_revision" VALUES(2,2,NULL,'---
title: Learning is shared work
lead: Keeping it fresh takes **five partners**.
design: partners
kicker: For libraries
sizes: [a4, a3]
fields:
  - My promise
qr: https://example.org/trial
qr_text: Other languages
---

:::slot {#learn role=panel}

## You who learn

Look honestly at your skills once a year.

:::

:::slot {#employ role=panel}

## You who employ

Name a person in charge of learning.

:::

:::slot {#call role=call}

## Choose one promise.

Sign it.

:::
','ed7cdeeb09d3750a21ce0f7382160091c1de457a86e8ca86d8bb81f9f71ea1e3','first','current','',NULL,'2026-11-30 21:45:50.026972');
INSERT INTO "source_revision" VALUES(3,3,NULL,'---
title: Questions and answers
lead: What people ask.
role: faq
---

## Must I do it all? {#all}

No. Take what you need.
','48ee908deac9f172cfa87f37378134811454d1c439f328fcac85ba5bdca786f7','first','current','',NULL,'2026-11-30 21:45:50.053698');
INSERT INTO "source_revision" VALUES(4,4,NULL,'---
title: Trial programme
lead: Short tasks for everyday practice.
role: home
blocks:
  - id: a
    title: Start
    aim: Know where you stand.
---

## How it works {#how}

Choose one and do it.
','3ae8aa7e06e882701fe863662eb2b65b94e1b331fe9871905a7f50627e9f40a7','first','current','',NULL,'2026-11-30 21:45:50.085705');
CREATE TABLE sync_state (
	id INTEGER NOT NULL, 
	programme_id INTEGER NOT NULL, 
	path VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	base JSON NOT NULL, 
	updated DATETIME NOT NULL, 
	CONSTRAINT pk_sync_state PRIMARY KEY (id), 
	CONSTRAINT fk_sync_state_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id), 
	CONSTRAINT uq_sync_state_programme_id_path UNIQUE (programme_id, path)
);
INSERT INTO "sync_state" VALUES(1,1,'content/things/01-lock-the-front-door.md','cdb4ead364d5bf1a383b9e17dbc5004a6405eb8f9639ee985c5ce878923a5870','{"text": "cdb4ead364d5bf1a383b9e17dbc5004a6405eb8f9639ee985c5ce878923a5870"}','2026-11-30 21:45:50.007269');
INSERT INTO "sync_state" VALUES(2,1,'content/posters/learning-is-shared-work.md','ed7cdeeb09d3750a21ce0f7382160091c1de457a86e8ca86d8bb81f9f71ea1e3','{"text": "ed7cdeeb09d3750a21ce0f7382160091c1de457a86e8ca86d8bb81f9f71ea1e3"}','2026-11-30 21:45:50.049015');
INSERT INTO "sync_state" VALUES(3,1,'content/pages/faq.md','48ee908deac9f172cfa87f37378134811454d1c439f328fcac85ba5bdca786f7','{"text": "48ee908deac9f172cfa87f37378134811454d1c439f328fcac85ba5bdca786f7"}','2026-11-30 21:45:50.080615');
INSERT INTO "sync_state" VALUES(4,1,'content/pages/home.md','3ae8aa7e06e882701fe863662eb2b65b94e1b331fe9871905a7f50627e9f40a7','{"text": "3ae8aa7e06e882701fe863662eb2b65b94e1b331fe9871905a7f50627e9f40a7"}','2026-11-30 21:45:50.102307');
CREATE TABLE translation (
	id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	tag VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	to_check BOOLEAN NOT NULL, 
	revision_id INTEGER NOT NULL, 
	base_unit_revision_id INTEGER NOT NULL, 
	author_id INTEGER, 
	waiting_since DATETIME NOT NULL, 
	updated DATETIME NOT NULL, 
	CONSTRAINT pk_translation PRIMARY KEY (id), 
	CONSTRAINT fk_translation_author_id_person FOREIGN KEY(author_id) REFERENCES person (id), 
	CONSTRAINT fk_translation_revision_id_translation_revision FOREIGN KEY(revision_id) REFERENCES translation_revision (id), 
	CONSTRAINT fk_translation_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_translation_unit_id_tag UNIQUE (unit_id, tag)
);
INSERT INTO "translation" VALUES(1,1,'es','Tu correo es la puerta de **todo lo demás**. Mira [las preguntas](../pages/faq.md).','approved','person',0,2,1,1,'2026-11-30 21:45:50.211155','2026-11-30 21:45:50.263724');
INSERT INTO "translation" VALUES(2,7,'es','Después puedes','translated','person',0,3,7,1,'2026-11-30 21:45:50.292229','2026-11-30 21:45:50.292262');
INSERT INTO "translation" VALUES(3,14,'es','Una pregunta.','suggested','person',0,5,14,6,'2026-11-30 21:45:50.336060','2026-11-30 21:45:50.336097');
INSERT INTO "translation" VALUES(4,30,'ar','وقّعوه.','translated','person',0,7,30,4,'2026-11-30 21:45:50.393585','2026-11-30 21:45:50.393627');
CREATE TABLE translation_revision (
	id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	tag VARCHAR NOT NULL, 
	parent_id INTEGER, 
	head_before_id INTEGER, 
	base_unit_revision_id INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	helped_by VARCHAR NOT NULL, 
	event VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	to_check BOOLEAN NOT NULL, 
	author_id INTEGER, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_translation_revision PRIMARY KEY (id), 
	CONSTRAINT fk_translation_revision_author_id_person FOREIGN KEY(author_id) REFERENCES person (id), 
	CONSTRAINT fk_translation_revision_head_before_id_translation_revision FOREIGN KEY(head_before_id) REFERENCES translation_revision (id), 
	CONSTRAINT fk_translation_revision_parent_id_translation_revision FOREIGN KEY(parent_id) REFERENCES translation_revision (id), 
	CONSTRAINT fk_translation_revision_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id)
);
INSERT INTO "translation_revision" VALUES(1,1,'es',NULL,NULL,1,'Tu correo es la puerta de **todo lo demás**. Mira [las preguntas](../pages/faq.md).','translated','person','','save','',0,1,'2026-11-30 21:45:50.206253');
INSERT INTO "translation_revision" VALUES(2,1,'es',1,1,1,'Tu correo es la puerta de **todo lo demás**. Mira [las preguntas](../pages/faq.md).','approved','person','','approve','',0,3,'2026-11-30 21:45:50.255729');
INSERT INTO "translation_revision" VALUES(3,7,'es',NULL,NULL,7,'Después puedes','translated','person','','save','',0,1,'2026-11-30 21:45:50.281838');
INSERT INTO "translation_revision" VALUES(4,7,'es',NULL,3,7,'Luego puedes','suggested','person','','conflict','',0,2,'2026-11-30 21:45:50.320076');
INSERT INTO "translation_revision" VALUES(5,14,'es',NULL,NULL,14,'Una pregunta.','suggested','person','','suggest','',0,6,'2026-11-30 21:45:50.329629');
INSERT INTO "translation_revision" VALUES(6,9,'es',NULL,NULL,9,'nombrar tres señales;','suggested','person','','suggest','',0,7,'2026-11-30 21:45:50.358888');
INSERT INTO "translation_revision" VALUES(7,30,'ar',NULL,NULL,30,'وقّعوه.','translated','person','','save','',0,4,'2026-11-30 21:45:50.382974');
CREATE TABLE unit (
	id INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	context VARCHAR, 
	source VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	section VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	words INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	occurrences JSON NOT NULL, 
	active BOOLEAN NOT NULL, 
	revision_id INTEGER NOT NULL, 
	meaning_revision_id INTEGER NOT NULL, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_unit PRIMARY KEY (id), 
	CONSTRAINT fk_unit_document_id_document FOREIGN KEY(document_id) REFERENCES document (id)
);
INSERT INTO "unit" VALUES(1,1,'de42715c5404','front:title','Lock the front door','field title','','',4,0,'[{"line": 2, "kind": "field title", "section": "", "path": "front:title"}]',1,1,1,'2026-11-30 21:45:49.941041');
INSERT INTO "unit" VALUES(2,1,'f03ad1b6c6b2','front:lead','Make your most important account safe today.','field lead','','',7,1,'[{"line": 6, "kind": "field lead", "section": "", "path": "front:lead"}]',1,2,2,'2026-11-30 21:45:49.941050');
INSERT INTO "unit" VALUES(3,1,'ca192b4a3103','front:summary','Turn on stronger sign-in.','field summary','','',4,2,'[{"line": 7, "kind": "field summary", "section": "", "path": "front:summary"}]',1,3,3,'2026-11-30 21:45:49.941054');
INSERT INTO "unit" VALUES(4,1,'c23685322641','front:badge','You can protect an account.','field badge','','',5,3,'[{"line": 8, "kind": "field badge", "section": "", "path": "front:badge"}]',1,4,4,'2026-11-30 21:45:49.941057');
INSERT INTO "unit" VALUES(5,1,'9e5705fe1051',NULL,'Why it matters','heading 2','Why it matters','',3,4,'[{"line": 11, "kind": "heading 2", "section": "Why it matters", "path": "h2.1"}]',1,5,5,'2026-11-30 21:45:49.941061');
INSERT INTO "unit" VALUES(6,1,'61eb6595d9ba',NULL,'Your e-mail account is the front door to **everything else**. See [the questions](../pages/faq.md) too.','paragraph','Why it matters','“Front door” is a picture for the e-mail account.',14,5,'[{"line": 14, "kind": "paragraph", "section": "Why it matters", "path": "p.2"}]',1,6,6,'2026-11-30 21:45:49.941063');
INSERT INTO "unit" VALUES(7,1,'fa1b9ac27c59',NULL,'Afterwards you can','heading 2','Afterwards you can','',3,6,'[{"line": 16, "kind": "heading 2", "section": "Afterwards you can", "path": "h2.3"}]',1,7,7,'2026-11-30 21:45:49.941066');
INSERT INTO "unit" VALUES(8,1,'20c3ca58e19f',NULL,'turn on a second step;','list item','Afterwards you can','',5,7,'[{"line": 18, "kind": "list item", "section": "Afterwards you can", "path": "ul.4/li.1/p.1"}]',1,8,8,'2026-11-30 21:45:49.941069');
INSERT INTO "unit" VALUES(9,1,'a86ae9c1de9c',NULL,'name three signs of a false message.','list item','Afterwards you can','',7,8,'[{"line": 19, "kind": "list item", "section": "Afterwards you can", "path": "ul.4/li.2/p.1"}]',1,9,9,'2026-11-30 21:45:49.941072');
INSERT INTO "unit" VALUES(10,1,'e45f077c24ce',NULL,'Do it','heading 2','Do it','',2,9,'[{"line": 22, "kind": "heading 2", "section": "Do it", "path": "activity#do/h2.1"}]',1,10,10,'2026-11-30 21:45:49.941075');
INSERT INTO "unit" VALUES(11,1,'19a00b19158d',NULL,'**Choose one account.** Take the one that receives your mail.','list item','Do it','',10,10,'[{"line": 24, "kind": "list item", "section": "Do it", "path": "activity#do/ol.2/li.1/p.1"}]',1,11,11,'2026-11-30 21:45:49.941077');
INSERT INTO "unit" VALUES(12,1,'844cc20830fd',NULL,'**Turn on the second step.** Choose an app if you can.','list item','Do it','',11,11,'[{"line": 25, "kind": "list item", "section": "Do it", "path": "activity#do/ol.2/li.2/p.1"}]',1,12,12,'2026-11-30 21:45:49.941080');
INSERT INTO "unit" VALUES(13,1,'719187a7c98d',NULL,'Check yourself','heading 2','Check yourself','',2,12,'[{"line": 29, "kind": "heading 2", "section": "Check yourself", "path": "quiz#check/h2.1"}]',1,13,13,'2026-11-30 21:45:49.941082');
INSERT INTO "unit" VALUES(14,1,'3d4cbba763f3',NULL,'One question.','paragraph','Check yourself','',2,13,'[{"line": 31, "kind": "paragraph", "section": "Check yourself", "path": "quiz#check/p.2"}]',1,14,14,'2026-11-30 21:45:49.941084');
INSERT INTO "unit" VALUES(15,1,'7f04feff145e',NULL,'Which password is the safest choice?','question','Which password is the safest choice?','',6,14,'[{"line": 33, "kind": "question", "section": "Which password is the safest choice?", "path": "quiz#check/h3#q1"}]',1,15,15,'2026-11-30 21:45:49.941088');
INSERT INTO "unit" VALUES(16,1,'91858e29f42a',NULL,'A short one.','answer','Which password is the safest choice?','',3,15,'[{"line": 35, "kind": "answer", "section": "Which password is the safest choice?", "path": "quiz#check/ul.4/li.1/p.1"}]',1,16,16,'2026-11-30 21:45:49.941090');
INSERT INTO "unit" VALUES(17,1,'79ebc6a44f20',NULL,'Short ones are guessed fast.','feedback','Which password is the safest choice?','',5,16,'[{"line": 36, "kind": "feedback", "section": "Which password is the safest choice?", "path": "quiz#check/ul.4/li.1/blockquote.2/p.1"}]',1,17,17,'2026-11-30 21:45:49.941093');
INSERT INTO "unit" VALUES(18,1,'37337c6a16a9',NULL,'A long one.','answer','Which password is the safest choice?','',3,17,'[{"line": 37, "kind": "answer", "section": "Which password is the safest choice?", "path": "quiz#check/ul.4/li.2/p.1"}]',1,18,18,'2026-11-30 21:45:49.941095');
INSERT INTO "unit" VALUES(19,1,'86e54a1df2d8',NULL,'Length protects you most.','feedback','Which password is the safest choice?','',4,18,'[{"line": 38, "kind": "feedback", "section": "Which password is the safest choice?", "path": "quiz#check/ul.4/li.2/blockquote.2/p.1"}]',1,19,19,'2026-11-30 21:45:49.941097');
INSERT INTO "unit" VALUES(20,2,'a92f1470919a','front:title','Learning is shared work','field title','','',4,0,'[{"line": 2, "kind": "field title", "section": "", "path": "front:title"}]',1,20,20,'2026-11-30 21:45:50.028463');
INSERT INTO "unit" VALUES(21,2,'c96f952b7a0b','front:lead','Keeping it fresh takes **five partners**.','field lead','','',6,1,'[{"line": 3, "kind": "field lead", "section": "", "path": "front:lead"}]',1,21,21,'2026-11-30 21:45:50.028471');
INSERT INTO "unit" VALUES(22,2,'8c01642f22eb','front:kicker','For libraries','field kicker','','',2,2,'[{"line": 5, "kind": "field kicker", "section": "", "path": "front:kicker"}]',1,22,22,'2026-11-30 21:45:50.028474');
INSERT INTO "unit" VALUES(23,2,'f78a3fdad9ff','front:fields','My promise','field fields','','',2,3,'[{"line": 8, "kind": "field fields", "section": "", "path": "front:fields"}]',1,23,23,'2026-11-30 21:45:50.028476');
INSERT INTO "unit" VALUES(24,2,'a1e0dfece88d','front:qr_text','Other languages','field qr text','','',2,4,'[{"line": 10, "kind": "field qr text", "section": "", "path": "front:qr_text"}]',1,24,24,'2026-11-30 21:45:50.028479');
INSERT INTO "unit" VALUES(25,2,'3fa81f0c669f',NULL,'You who learn','heading 2','You who learn','',3,5,'[{"line": 15, "kind": "heading 2", "section": "You who learn", "path": "slot#learn/h2.1"}]',1,25,25,'2026-11-30 21:45:50.028495');
INSERT INTO "unit" VALUES(26,2,'df6539e6edbc',NULL,'Look honestly at your skills once a year.','paragraph','You who learn','',8,6,'[{"line": 17, "kind": "paragraph", "section": "You who learn", "path": "slot#learn/p.2"}]',1,26,26,'2026-11-30 21:45:50.028499');
INSERT INTO "unit" VALUES(27,2,'0a50956354b4',NULL,'You who employ','heading 2','You who employ','',3,7,'[{"line": 23, "kind": "heading 2", "section": "You who employ", "path": "slot#employ/h2.1"}]',1,27,27,'2026-11-30 21:45:50.028502');
INSERT INTO "unit" VALUES(28,2,'caef770fb42b',NULL,'Name a person in charge of learning.','paragraph','You who employ','',7,8,'[{"line": 25, "kind": "paragraph", "section": "You who employ", "path": "slot#employ/p.2"}]',1,28,28,'2026-11-30 21:45:50.028505');
INSERT INTO "unit" VALUES(29,2,'7bdf5f3e1b4a',NULL,'Choose one promise.','heading 2','Choose one promise.','',3,9,'[{"line": 31, "kind": "heading 2", "section": "Choose one promise.", "path": "slot#call/h2.1"}]',1,29,29,'2026-11-30 21:45:50.028508');
INSERT INTO "unit" VALUES(30,2,'f9515246c826',NULL,'Sign it.','paragraph','Choose one promise.','',2,10,'[{"line": 33, "kind": "paragraph", "section": "Choose one promise.", "path": "slot#call/p.2"}]',1,30,30,'2026-11-30 21:45:50.028510');
INSERT INTO "unit" VALUES(31,3,'5590f4941787','front:title','Questions and answers','field title','','',3,0,'[{"line": 2, "kind": "field title", "section": "", "path": "front:title"}]',1,31,31,'2026-11-30 21:45:50.054830');
INSERT INTO "unit" VALUES(32,3,'37c9c4b19342','front:lead','What people ask.','field lead','','',3,1,'[{"line": 3, "kind": "field lead", "section": "", "path": "front:lead"}]',1,32,32,'2026-11-30 21:45:50.054836');
INSERT INTO "unit" VALUES(33,3,'0c72f35eb0ef',NULL,'Must I do it all?','heading 2','Must I do it all?','',5,2,'[{"line": 7, "kind": "heading 2", "section": "Must I do it all?", "path": "h2#all"}]',1,33,33,'2026-11-30 21:45:50.054839');
INSERT INTO "unit" VALUES(34,3,'134fe476c4a0',NULL,'No. Take what you need.','paragraph','Must I do it all?','',5,3,'[{"line": 9, "kind": "paragraph", "section": "Must I do it all?", "path": "p.2"}]',1,34,34,'2026-11-30 21:45:50.054841');
INSERT INTO "unit" VALUES(35,4,'8818a12a624c','front:title','Trial programme','field title','','',2,0,'[{"line": 2, "kind": "field title", "section": "", "path": "front:title"}]',1,35,35,'2026-11-30 21:45:50.086899');
INSERT INTO "unit" VALUES(36,4,'eb641ab4ad22','front:lead','Short tasks for everyday practice.','field lead','','',5,1,'[{"line": 3, "kind": "field lead", "section": "", "path": "front:lead"}]',1,36,36,'2026-11-30 21:45:50.086906');
INSERT INTO "unit" VALUES(37,4,'d8212efa05ac','front:blocks.a.title','Start','field title','','',1,2,'[{"line": 7, "kind": "field title", "section": "", "path": "front:blocks.a.title"}]',1,37,37,'2026-11-30 21:45:50.086908');
INSERT INTO "unit" VALUES(38,4,'302818f22f25','front:blocks.a.aim','Know where you stand.','field aim','','',4,3,'[{"line": 8, "kind": "field aim", "section": "", "path": "front:blocks.a.aim"}]',1,38,38,'2026-11-30 21:45:50.086911');
INSERT INTO "unit" VALUES(39,4,'081863d766eb',NULL,'How it works','heading 2','How it works','',3,4,'[{"line": 11, "kind": "heading 2", "section": "How it works", "path": "h2#how"}]',1,39,39,'2026-11-30 21:45:50.086913');
INSERT INTO "unit" VALUES(40,4,'67f15c2690c2',NULL,'Choose one and do it.','paragraph','How it works','',5,5,'[{"line": 13, "kind": "paragraph", "section": "How it works", "path": "p.2"}]',1,40,40,'2026-11-30 21:45:50.086915');
CREATE TABLE unit_revision (
	id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	context VARCHAR, 
	source VARCHAR NOT NULL, 
	effect VARCHAR NOT NULL, 
	source_revision_id INTEGER, 
	created DATETIME NOT NULL, 
	CONSTRAINT pk_unit_revision PRIMARY KEY (id), 
	CONSTRAINT fk_unit_revision_source_revision_id_source_revision FOREIGN KEY(source_revision_id) REFERENCES source_revision (id), 
	CONSTRAINT fk_unit_revision_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id)
);
INSERT INTO "unit_revision" VALUES(1,1,'de42715c5404','front:title','Lock the front door','new',1,'2026-11-30 21:45:49.950549');
INSERT INTO "unit_revision" VALUES(2,2,'f03ad1b6c6b2','front:lead','Make your most important account safe today.','new',1,'2026-11-30 21:45:49.950553');
INSERT INTO "unit_revision" VALUES(3,3,'ca192b4a3103','front:summary','Turn on stronger sign-in.','new',1,'2026-11-30 21:45:49.950554');
INSERT INTO "unit_revision" VALUES(4,4,'c23685322641','front:badge','You can protect an account.','new',1,'2026-11-30 21:45:49.950555');
INSERT INTO "unit_revision" VALUES(5,5,'9e5705fe1051',NULL,'Why it matters','new',1,'2026-11-30 21:45:49.950557');
INSERT INTO "unit_revision" VALUES(6,6,'61eb6595d9ba',NULL,'Your e-mail account is the front door to **everything else**. See [the questions](../pages/faq.md) too.','new',1,'2026-11-30 21:45:49.950558');
INSERT INTO "unit_revision" VALUES(7,7,'fa1b9ac27c59',NULL,'Afterwards you can','new',1,'2026-11-30 21:45:49.950559');
INSERT INTO "unit_revision" VALUES(8,8,'20c3ca58e19f',NULL,'turn on a second step;','new',1,'2026-11-30 21:45:49.950561');
INSERT INTO "unit_revision" VALUES(9,9,'a86ae9c1de9c',NULL,'name three signs of a false message.','new',1,'2026-11-30 21:45:49.950562');
INSERT INTO "unit_revision" VALUES(10,10,'e45f077c24ce',NULL,'Do it','new',1,'2026-11-30 21:45:49.950564');
INSERT INTO "unit_revision" VALUES(11,11,'19a00b19158d',NULL,'**Choose one account.** Take the one that receives your mail.','new',1,'2026-11-30 21:45:49.950565');
INSERT INTO "unit_revision" VALUES(12,12,'844cc20830fd',NULL,'**Turn on the second step.** Choose an app if you can.','new',1,'2026-11-30 21:45:49.950566');
INSERT INTO "unit_revision" VALUES(13,13,'719187a7c98d',NULL,'Check yourself','new',1,'2026-11-30 21:45:49.950566');
INSERT INTO "unit_revision" VALUES(14,14,'3d4cbba763f3',NULL,'One question.','new',1,'2026-11-30 21:45:49.950567');
INSERT INTO "unit_revision" VALUES(15,15,'7f04feff145e',NULL,'Which password is the safest choice?','new',1,'2026-11-30 21:45:49.950569');
INSERT INTO "unit_revision" VALUES(16,16,'91858e29f42a',NULL,'A short one.','new',1,'2026-11-30 21:45:49.950569');
INSERT INTO "unit_revision" VALUES(17,17,'79ebc6a44f20',NULL,'Short ones are guessed fast.','new',1,'2026-11-30 21:45:49.950571');
INSERT INTO "unit_revision" VALUES(18,18,'37337c6a16a9',NULL,'A long one.','new',1,'2026-11-30 21:45:49.950572');
INSERT INTO "unit_revision" VALUES(19,19,'86e54a1df2d8',NULL,'Length protects you most.','new',1,'2026-11-30 21:45:49.950573');
INSERT INTO "unit_revision" VALUES(20,20,'a92f1470919a','front:title','Learning is shared work','new',2,'2026-11-30 21:45:50.029830');
INSERT INTO "unit_revision" VALUES(21,21,'c96f952b7a0b','front:lead','Keeping it fresh takes **five partners**.','new',2,'2026-11-30 21:45:50.029833');
INSERT INTO "unit_revision" VALUES(22,22,'8c01642f22eb','front:kicker','For libraries','new',2,'2026-11-30 21:45:50.029835');
INSERT INTO "unit_revision" VALUES(23,23,'f78a3fdad9ff','front:fields','My promise','new',2,'2026-11-30 21:45:50.029836');
INSERT INTO "unit_revision" VALUES(24,24,'a1e0dfece88d','front:qr_text','Other languages','new',2,'2026-11-30 21:45:50.029837');
INSERT INTO "unit_revision" VALUES(25,25,'3fa81f0c669f',NULL,'You who learn','new',2,'2026-11-30 21:45:50.029838');
INSERT INTO "unit_revision" VALUES(26,26,'df6539e6edbc',NULL,'Look honestly at your skills once a year.','new',2,'2026-11-30 21:45:50.029839');
INSERT INTO "unit_revision" VALUES(27,27,'0a50956354b4',NULL,'You who employ','new',2,'2026-11-30 21:45:50.029840');
INSERT INTO "unit_revision" VALUES(28,28,'caef770fb42b',NULL,'Name a person in charge of learning.','new',2,'2026-11-30 21:45:50.029841');
INSERT INTO "unit_revision" VALUES(29,29,'7bdf5f3e1b4a',NULL,'Choose one promise.','new',2,'2026-11-30 21:45:50.029842');
INSERT INTO "unit_revision" VALUES(30,30,'f9515246c826',NULL,'Sign it.','new',2,'2026-11-30 21:45:50.029843');
INSERT INTO "unit_revision" VALUES(31,31,'5590f4941787','front:title','Questions and answers','new',3,'2026-11-30 21:45:50.055697');
INSERT INTO "unit_revision" VALUES(32,32,'37c9c4b19342','front:lead','What people ask.','new',3,'2026-11-30 21:45:50.055700');
INSERT INTO "unit_revision" VALUES(33,33,'0c72f35eb0ef',NULL,'Must I do it all?','new',3,'2026-11-30 21:45:50.055701');
INSERT INTO "unit_revision" VALUES(34,34,'134fe476c4a0',NULL,'No. Take what you need.','new',3,'2026-11-30 21:45:50.055702');
INSERT INTO "unit_revision" VALUES(35,35,'8818a12a624c','front:title','Trial programme','new',4,'2026-11-30 21:45:50.096058');
INSERT INTO "unit_revision" VALUES(36,36,'eb641ab4ad22','front:lead','Short tasks for everyday practice.','new',4,'2026-11-30 21:45:50.096062');
INSERT INTO "unit_revision" VALUES(37,37,'d8212efa05ac','front:blocks.a.title','Start','new',4,'2026-11-30 21:45:50.096063');
INSERT INTO "unit_revision" VALUES(38,38,'302818f22f25','front:blocks.a.aim','Know where you stand.','new',4,'2026-11-30 21:45:50.096064');
INSERT INTO "unit_revision" VALUES(39,39,'081863d766eb',NULL,'How it works','new',4,'2026-11-30 21:45:50.096065');
INSERT INTO "unit_revision" VALUES(40,40,'67f15c2690c2',NULL,'Choose one and do it.','new',4,'2026-11-30 21:45:50.096066');
CREATE TABLE web_session (
	id_hash VARCHAR NOT NULL, 
	person_id INTEGER NOT NULL, 
	agent VARCHAR NOT NULL, 
	created DATETIME NOT NULL, 
	seen DATETIME NOT NULL, 
	expires DATETIME NOT NULL, 
	CONSTRAINT pk_web_session PRIMARY KEY (id_hash), 
	CONSTRAINT fk_web_session_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "web_session" VALUES('520b9c00dc590e5bf81dda2e1934d885661bcf62847fd44b39e6d4fb691b6696',1,'Firefox','2026-11-30 21:45:50.415933','2026-11-30 21:45:50.415933','2036-11-27 21:45:50.415915');
CREATE INDEX ix_machine_cache_source_hash_target_tag ON machine_cache (source_hash, target_tag);
CREATE INDEX ix_job_programme_id ON job (programme_id);
CREATE INDEX ix_job_state_run_after ON job (state, run_after);
CREATE UNIQUE INDEX uq_job_key_queued ON job ("key") WHERE state = 'queued' AND key <> '';
CREATE INDEX ix_magic_link_person_id ON magic_link (person_id);
CREATE INDEX ix_membership_programme_id ON membership (programme_id);
CREATE INDEX ix_web_session_person_id ON web_session (person_id);
CREATE INDEX ix_glossary_target_tag ON glossary_target (tag);
CREATE INDEX ix_job_log_job_id ON job_log (job_id);
CREATE INDEX ix_source_revision_document_id ON source_revision (document_id);
CREATE INDEX ix_unit_document_id_position ON unit (document_id, position);
CREATE UNIQUE INDEX uq_unit_document_id_key_active ON unit (document_id, "key") WHERE active;
CREATE INDEX ix_comment_unit_id ON comment (unit_id);
CREATE INDEX ix_draft_unit_id ON draft (unit_id);
CREATE INDEX ix_memory_entry_source_id ON memory_entry (source_id);
CREATE INDEX ix_translation_revision_author_id_created ON translation_revision (author_id, created);
CREATE INDEX ix_translation_revision_unit_id_tag ON translation_revision (unit_id, tag);
CREATE INDEX ix_unit_revision_unit_id ON unit_revision (unit_id);
CREATE INDEX ix_open_suggestion_author_id ON open_suggestion (author_id);
CREATE INDEX ix_open_suggestion_tag_created ON open_suggestion (tag, created);
CREATE INDEX ix_open_suggestion_unit_id_tag ON open_suggestion (unit_id, tag);
CREATE INDEX ix_translation_tag_state_waiting_since ON translation (tag, state, waiting_since);
COMMIT;
