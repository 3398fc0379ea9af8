SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.channels (
    name text NOT NULL,
    paused_until timestamp with time zone NOT NULL,
    why text DEFAULT ''::text NOT NULL,
    times integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.events (
    id bigint NOT NULL,
    letter text NOT NULL,
    at timestamp with time zone NOT NULL,
    state text NOT NULL,
    token integer DEFAULT 0 NOT NULL,
    run text DEFAULT ''::text NOT NULL,
    worker text DEFAULT ''::text NOT NULL,
    detail text DEFAULT ''::text NOT NULL
);
CREATE SEQUENCE public.events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.events_id_seq OWNED BY public.events.id;
CREATE TABLE public.findings (
    registry text NOT NULL,
    identity text NOT NULL,
    rule text NOT NULL,
    tab text NOT NULL,
    first_seen date NOT NULL,
    since date NOT NULL,
    last_seen date NOT NULL,
    mended_on date
);
CREATE TABLE public.holds (
    code text NOT NULL,
    registry text NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    facts text DEFAULT ''::text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    confirmed_by text DEFAULT ''::text NOT NULL
);
CREATE TABLE public.leases (
    name text NOT NULL,
    holder text NOT NULL,
    token bigint NOT NULL,
    until timestamp with time zone NOT NULL
);
CREATE TABLE public.letters (
    id text NOT NULL,
    kind text NOT NULL,
    slot text NOT NULL,
    recipient text,
    name text,
    subject text,
    language text DEFAULT ''::text NOT NULL,
    registries text DEFAULT ''::text NOT NULL,
    items integer DEFAULT 0 NOT NULL,
    state text NOT NULL,
    token integer DEFAULT 0 NOT NULL,
    attempt integer DEFAULT 0 NOT NULL,
    looks integer DEFAULT 0 NOT NULL,
    lease_until timestamp with time zone,
    next_at timestamp with time zone,
    expires_at timestamp with time zone,
    planned_at timestamp with time zone NOT NULL,
    handing_at timestamp with time zone,
    accepted_at timestamp with time zone,
    settled_at timestamp with time zone,
    flagged_at timestamp with time zone,
    how text DEFAULT ''::text NOT NULL,
    message_id text DEFAULT ''::text NOT NULL,
    body_sha256 text DEFAULT ''::text NOT NULL,
    server text DEFAULT ''::text NOT NULL,
    queue_id text DEFAULT ''::text NOT NULL,
    phase text DEFAULT ''::text NOT NULL,
    code integer DEFAULT 0 NOT NULL,
    enhanced text DEFAULT ''::text NOT NULL,
    reply text DEFAULT ''::text NOT NULL,
    run text DEFAULT ''::text NOT NULL,
    worker text DEFAULT ''::text NOT NULL,
    operator text DEFAULT ''::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL
);
CREATE TABLE public.meta (
    name text NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.people (
    registry text NOT NULL,
    person text NOT NULL,
    address text NOT NULL,
    since timestamp with time zone NOT NULL,
    pending text,
    pending_since timestamp with time zone
);
CREATE TABLE public.reads (
    registry text NOT NULL,
    tab text NOT NULL,
    rows integer NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.reports (
    registry text NOT NULL,
    month text NOT NULL,
    copy text NOT NULL,
    compiled text NOT NULL,
    frozen_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone
);
CREATE TABLE public.runs (
    registry text NOT NULL,
    job text NOT NULL,
    slot text NOT NULL,
    state text NOT NULL,
    token integer DEFAULT 0 NOT NULL,
    worker text DEFAULT ''::text NOT NULL,
    lease_until timestamp with time zone,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    summary text DEFAULT ''::text NOT NULL
);
CREATE TABLE public.skips (
    id bigint NOT NULL,
    run text NOT NULL,
    at timestamp with time zone NOT NULL,
    registry text DEFAULT ''::text NOT NULL,
    letter text NOT NULL,
    kind text NOT NULL,
    recipient text,
    reason text NOT NULL,
    detail text DEFAULT ''::text NOT NULL
);
CREATE SEQUENCE public.skips_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.skips_id_seq OWNED BY public.skips.id;
CREATE TABLE public.steps (
    registry text NOT NULL,
    community text NOT NULL,
    step integer NOT NULL,
    state text NOT NULL,
    since date NOT NULL,
    completed_on date
);
ALTER TABLE ONLY public.events ALTER COLUMN id SET DEFAULT nextval('public.events_id_seq'::regclass);
ALTER TABLE ONLY public.skips ALTER COLUMN id SET DEFAULT nextval('public.skips_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0002');
INSERT INTO public.events VALUES (1, '97e936e861cb8173ea44b2ba39d58c12', '2026-11-23 02:05:00+00', 'claimed', 1, '*/remind/2026-11-23#1', 'vm:3108', '');
INSERT INTO public.events VALUES (2, '97e936e861cb8173ea44b2ba39d58c12', '2026-11-23 02:05:00+00', 'handing', 1, '*/remind/2026-11-23#1', 'vm:3108', '');
INSERT INTO public.events VALUES (3, '97e936e861cb8173ea44b2ba39d58c12', '2026-11-23 02:05:00+00', 'uncertain', 1, '*/remind/2026-11-23#1', 'vm:3108', 'dot {"error": "smtp-hung-up"}');
INSERT INTO public.events VALUES (4, '0fdae285a2d09586785b569e26ffb749', '2026-11-23 02:05:00+00', 'claimed', 1, '*/remind/2026-11-23#1', 'vm:3108', '');
INSERT INTO public.events VALUES (5, '0fdae285a2d09586785b569e26ffb749', '2026-11-23 02:05:00+00', 'handing', 1, '*/remind/2026-11-23#1', 'vm:3108', '');
INSERT INTO public.events VALUES (6, '0fdae285a2d09586785b569e26ffb749', '2026-11-23 02:05:00+00', 'accepted', 1, '*/remind/2026-11-23#1', 'vm:3108', 'reply 250 2.0.0 2.0.0 queued as Q12345');
INSERT INTO public.events VALUES (7, '1aeadbcc8a54ccc7dabb03e5d6f0e397', '2026-11-23 02:05:00+00', 'claimed', 1, '*/remind/2026-11-23#1', 'vm:3108', '');
INSERT INTO public.events VALUES (8, '1aeadbcc8a54ccc7dabb03e5d6f0e397', '2026-11-23 02:05:00+00', 'handing', 1, '*/remind/2026-11-23#1', 'vm:3108', '');
INSERT INTO public.events VALUES (9, '1aeadbcc8a54ccc7dabb03e5d6f0e397', '2026-11-23 02:05:00+00', 'accepted', 1, '*/remind/2026-11-23#1', 'vm:3108', 'reply 250 2.0.0 2.0.0 queued as Q12345');
INSERT INTO public.events VALUES (10, '0fdae285a2d09586785b569e26ffb749', '2026-11-23 02:05:00+00', 'flagged', 1, '', '', '');
INSERT INTO public.events VALUES (11, '1aeadbcc8a54ccc7dabb03e5d6f0e397', '2026-11-23 02:05:00+00', 'flagged', 1, '', '', '');
INSERT INTO public.events VALUES (12, '518a7bc792414adeddb8543a18667ac2', '2026-11-24 02:00:00+00', 'claimed', 1, '', 'vm:3108', '');
INSERT INTO public.events VALUES (13, '518a7bc792414adeddb8543a18667ac2', '2026-11-24 02:00:00+00', 'handing', 1, '', 'vm:3108', '');
INSERT INTO public.events VALUES (14, '518a7bc792414adeddb8543a18667ac2', '2026-11-24 02:00:00+00', 'accepted', 1, '', 'vm:3108', 'reply 250 2.0.0 2.0.0 queued as Q12345');
INSERT INTO public.events VALUES (15, '24ad359301864b67b79273b48ee0dc06', '2026-11-30 02:05:00+00', 'claimed', 1, '*/remind/2026-11-30#1', 'vm:3108', '');
INSERT INTO public.events VALUES (16, '24ad359301864b67b79273b48ee0dc06', '2026-11-30 02:05:00+00', 'handing', 1, '*/remind/2026-11-30#1', 'vm:3108', '');
INSERT INTO public.events VALUES (17, '24ad359301864b67b79273b48ee0dc06', '2026-11-30 02:05:00+00', 'accepted', 1, '*/remind/2026-11-30#1', 'vm:3108', 'reply 250 2.0.0 2.0.0 queued as Q12345');
INSERT INTO public.events VALUES (18, '1f7eff63548c866827c8c1b18add7b0a', '2026-11-30 02:05:00+00', 'claimed', 1, '*/remind/2026-11-30#1', 'vm:3108', '');
INSERT INTO public.events VALUES (19, '1f7eff63548c866827c8c1b18add7b0a', '2026-11-30 02:05:00+00', 'handing', 1, '*/remind/2026-11-30#1', 'vm:3108', '');
INSERT INTO public.events VALUES (20, '1f7eff63548c866827c8c1b18add7b0a', '2026-11-30 02:05:00+00', 'accepted', 1, '*/remind/2026-11-30#1', 'vm:3108', 'reply 250 2.0.0 2.0.0 queued as Q12345');
INSERT INTO public.events VALUES (21, '1f7eff63548c866827c8c1b18add7b0a', '2026-11-30 02:05:00+00', 'flagged', 1, '', '', '');
INSERT INTO public.events VALUES (22, '24ad359301864b67b79273b48ee0dc06', '2026-11-30 02:05:00+00', 'flagged', 1, '', '', '');
INSERT INTO public.findings VALUES ('main', 'a9a5b4a7e12c55cf262b', 'plan-missing', 'communities', '2026-11-23', '2026-11-23', '2026-11-30', NULL);
INSERT INTO public.holds VALUES ('N49HEH', '@letters', 'letter-astray', '97e936e861cb8173ea44b2ba39d58c12', '{"letter": "97e936e8"}', '2026-11-23 02:05:00+00', NULL, NULL, '');
INSERT INTO public.holds VALUES ('WBRJJ9', 'main', 'address-changed', '60001', '{"since": "2026-11-30T02:00:00+00:00"}', '2026-11-30 02:00:00+00', NULL, NULL, '');
INSERT INTO public.letters VALUES ('97e936e861cb8173ea44b2ba39d58c12', 'digest', '2026-11-23', 'hrd@agency.go.th', 'กลุ่มพัฒนาบุคลากร', 'แจ้งสรุปงานที่เกินกำหนดอยู่ก่อนเริ่มใช้ระบบติดตาม CoP (ข้อมูล ณ วันที่ 23 พฤศจิกายน 2569)', 'th', 'main', 1, 'uncertain', 1, 1, 0, '2026-11-23 02:25:00+00', NULL, '2026-11-23 17:00:00+00', '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', NULL, NULL, NULL, '', '<97e936e861cb8173ea44b2ba39d58c12.letter@agency.go.th>', '21ae5663a15caeea579f40b230c7ece77258dd45fb704d5a29b13cc8b7351184', 'mail.test', '', 'dot', 0, '', '{"error": "smtp-hung-up"}', '*/remind/2026-11-23#1', 'vm:3108', '', '');
INSERT INTO public.letters VALUES ('0fdae285a2d09586785b569e26ffb749', 'digest', '2026-11-23', 'somchai@agency.go.th', 'นายสมชาย ใจดี', 'แจ้งรายการที่ต้องดำเนินการของกลุ่ม CoP “กลุ่มที่ 1” จำนวน 1 รายการ (ข้อมูล ณ วันที่ 23 พฤศจิกายน 2569)', 'th', 'main', 1, 'flagged', 1, 1, 0, '2026-11-23 02:25:00+00', NULL, '2026-11-23 17:00:00+00', '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', NULL, '2026-11-23 02:05:00+00', 'reply', '<0fdae285a2d09586785b569e26ffb749.letter@agency.go.th>', 'c4d78bbc8448532c477a83a7e1454d065e09ec6b10e321c3095216760dcb377f', 'mail.test', 'Q12345', 'reply', 250, '2.0.0', '2.0.0 queued as Q12345', '*/remind/2026-11-23#1', 'vm:3108', '', '');
INSERT INTO public.letters VALUES ('1aeadbcc8a54ccc7dabb03e5d6f0e397', 'digest', '2026-11-23', 'wichai@agency.go.th', 'ดร.วิชัย ศรีสุข', 'สำเนาแจ้งความคืบหน้าของกลุ่ม CoP “กลุ่มที่ 1” (ข้อมูล ณ วันที่ 23 พฤศจิกายน 2569)', 'th', 'main', 1, 'flagged', 1, 1, 0, '2026-11-23 02:25:00+00', NULL, '2026-11-23 17:00:00+00', '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', NULL, '2026-11-23 02:05:00+00', 'reply', '<1aeadbcc8a54ccc7dabb03e5d6f0e397.letter@agency.go.th>', 'b17d0d98a7b0320ecb5b0fca7935857fcfad5b665d0f21550b6540223b49616b', 'mail.test', 'Q12345', 'reply', 250, '2.0.0', '2.0.0 queued as Q12345', '*/remind/2026-11-23#1', 'vm:3108', '', '');
INSERT INTO public.letters VALUES ('518a7bc792414adeddb8543a18667ac2', 'notice', 'hold/letter-astray/N49HEH', 'hrd@agency.go.th', 'กลุ่มพัฒนาบุคลากร', 'อีเมลแจ้งเตือนบางฉบับส่งไม่ถึง หรือไม่ทราบว่าถึงหรือไม่', 'th', '@letters', 1, 'accepted', 1, 1, 0, '2026-11-24 02:20:00+00', NULL, '2026-12-24 02:00:00+00', '2026-11-24 02:00:00+00', '2026-11-24 02:00:00+00', '2026-11-24 02:00:00+00', NULL, NULL, 'reply', '<518a7bc792414adeddb8543a18667ac2.letter@agency.go.th>', 'c96f6b35c6f2ddc3ceff99678eced752c8ba8feeb389d0e180f7daed7cef347a', 'mail.test', 'Q12345', 'reply', 250, '2.0.0', '2.0.0 queued as Q12345', '', 'vm:3108', '', '');
INSERT INTO public.letters VALUES ('1f7eff63548c866827c8c1b18add7b0a', 'digest', '2026-11-30', 'wichai@agency.go.th', 'ดร.วิชัย ศรีสุข', 'สำเนาแจ้งความคืบหน้าของกลุ่ม CoP “กลุ่มที่ 1” (ข้อมูล ณ วันที่ 30 พฤศจิกายน 2569)', 'th', 'main', 1, 'flagged', 1, 1, 0, '2026-11-30 02:25:00+00', NULL, '2026-11-30 17:00:00+00', '2026-11-30 02:05:00+00', '2026-11-30 02:05:00+00', '2026-11-30 02:05:00+00', NULL, '2026-11-30 02:05:00+00', 'reply', '<1f7eff63548c866827c8c1b18add7b0a.letter@agency.go.th>', '9092e18cf5beb91436912a86b7321f1b64db22ecee266aa08cd074612ec30652', 'mail.test', 'Q12345', 'reply', 250, '2.0.0', '2.0.0 queued as Q12345', '*/remind/2026-11-30#1', 'vm:3108', '', '');
INSERT INTO public.letters VALUES ('24ad359301864b67b79273b48ee0dc06', 'notice', 'hold/address-changed/WBRJJ9', 'hrd@agency.go.th', 'กลุ่มพัฒนาบุคลากร', 'โปรดตรวจสอบอีเมลของบุคลากรที่เปลี่ยนไปในทะเบียน main', 'th', 'main', 1, 'flagged', 1, 1, 0, '2026-11-30 02:25:00+00', NULL, '2026-12-30 02:05:00+00', '2026-11-30 02:05:00+00', '2026-11-30 02:05:00+00', '2026-11-30 02:05:00+00', NULL, '2026-11-30 02:05:00+00', 'reply', '<24ad359301864b67b79273b48ee0dc06.letter@agency.go.th>', '7bbaa92e5ceda90280e328ea240e26ef576174960198722a57f086e3498b113f', 'mail.test', 'Q12345', 'reply', 250, '2.0.0', '2.0.0 queued as Q12345', '*/remind/2026-11-30#1', 'vm:3108', '', '');
INSERT INTO public.meta VALUES ('secret', 'a46f6afae38aaa776774c7546154172e2db39617e9182563108aaf46f542097b');
INSERT INTO public.meta VALUES ('epoch', '099af801b58f62dc');
INSERT INTO public.people VALUES ('main', '60002', 'suda@agency.go.th', '2026-11-23 02:00:00+00', NULL, NULL);
INSERT INTO public.people VALUES ('main', '60003', 'mana@agency.go.th', '2026-11-23 02:00:00+00', NULL, NULL);
INSERT INTO public.people VALUES ('main', '60004', 'pranee@agency.go.th', '2026-11-23 02:00:00+00', NULL, NULL);
INSERT INTO public.people VALUES ('main', '60005', 'wichai@agency.go.th', '2026-11-23 02:00:00+00', NULL, NULL);
INSERT INTO public.people VALUES ('main', '60001', 'somchai@agency.go.th', '2026-11-23 02:00:00+00', 'new@agency.go.th', '2026-11-30 02:00:00+00');
INSERT INTO public.reads VALUES ('main', 'staff', 5, '2026-11-30 02:05:00+00');
INSERT INTO public.reads VALUES ('main', 'communities', 1, '2026-11-30 02:05:00+00');
INSERT INTO public.reads VALUES ('main', 'members', 2, '2026-11-30 02:05:00+00');
INSERT INTO public.reads VALUES ('main', 'experts', 1, '2026-11-30 02:05:00+00');
INSERT INTO public.reads VALUES ('main', 'plans', 0, '2026-11-30 02:05:00+00');
INSERT INTO public.reads VALUES ('main', 'sessions', 0, '2026-11-30 02:05:00+00');
INSERT INTO public.reads VALUES ('main', 'attendance', 0, '2026-11-30 02:05:00+00');
INSERT INTO public.reads VALUES ('main', 'evaluations', 0, '2026-11-30 02:05:00+00');
INSERT INTO public.reads VALUES ('main', 'followups', 0, '2026-11-30 02:05:00+00');
INSERT INTO public.reads VALUES ('main', 'holidays', 0, '2026-11-30 02:05:00+00');
INSERT INTO public.reads VALUES ('main', 'settings', 0, '2026-11-30 02:05:00+00');
INSERT INTO public.reads VALUES ('main', 'remarks', 0, '2026-11-30 02:05:00+00');
INSERT INTO public.runs VALUES ('*', 'remind', '2026-11-23#1', 'done', 1, 'vm:3108', NULL, '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', '{"letters":{"97e936e861cb8173ea44b2ba39d58c12":[["main/backlog","summary","",false]],"0fdae285a2d09586785b569e26ffb749":[["main/step/C-001/4/2026-10-31","overdue","",false]],"1aeadbcc8a54ccc7dabb03e5d6f0e397":[["main/step/C-001/4/2026-10-31","overdue","",true]]},"left":0}');
INSERT INTO public.runs VALUES ('main', 'check', '2026-11-24T06:30', 'done', 1, 'vm:3108', NULL, '2026-11-24 02:00:00+00', '2026-11-24 02:00:00+00', '{}');
INSERT INTO public.runs VALUES ('main', 'report', '2026-09', 'done', 1, 'vm:3108', NULL, '2026-11-24 02:00:00+00', '2026-11-24 02:00:00+00', '{}');
INSERT INTO public.runs VALUES ('main', 'report', '2026-10', 'done', 1, 'vm:3108', NULL, '2026-11-24 02:00:00+00', '2026-11-24 02:00:00+00', '{}');
INSERT INTO public.runs VALUES ('*', 'remind', '2026-11-24#1', 'done', 1, 'vm:3108', NULL, '2026-11-24 02:00:00+00', '2026-11-24 02:00:00+00', '{"letters":{},"left":0}');
INSERT INTO public.runs VALUES ('*', 'remind', '2026-11-30#1', 'done', 1, 'vm:3108', NULL, '2026-11-30 02:05:00+00', '2026-11-30 02:05:00+00', '{"letters":{"1f7eff63548c866827c8c1b18add7b0a":[["main/step/C-001/4/2026-10-31","overdue","",true]]},"left":0}');
INSERT INTO public.skips VALUES (1, '*/remind/2026-11-30#1', '2026-11-30 02:05:00+00', '', 'd26271c96a42bc6cbaa94d0339c372ef', 'digest', 'new@agency.go.th', 'held', 'address-changed 60001 WBRJJ9');
INSERT INTO public.steps VALUES ('main', 'C-001', 1, 'complete', '2026-11-23', '2026-11-23');
INSERT INTO public.steps VALUES ('main', 'C-001', 2, 'complete', '2026-11-23', '2026-11-23');
INSERT INTO public.steps VALUES ('main', 'C-001', 3, 'complete', '2026-11-23', '2026-11-23');
INSERT INTO public.steps VALUES ('main', 'C-001', 4, 'overdue', '2026-11-23', NULL);
INSERT INTO public.steps VALUES ('main', 'C-001', 5, 'not_started', '2026-11-23', NULL);
INSERT INTO public.steps VALUES ('main', 'C-001', 6, 'not_due', '2026-11-23', NULL);
INSERT INTO public.steps VALUES ('main', 'C-001', 7, 'not_due', '2026-11-23', NULL);
SELECT pg_catalog.setval('public.events_id_seq', 22, true);
SELECT pg_catalog.setval('public.skips_id_seq', 1, true);
ALTER TABLE ONLY public.channels
    ADD CONSTRAINT pk_channels PRIMARY KEY (name);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT pk_events PRIMARY KEY (id);
ALTER TABLE ONLY public.findings
    ADD CONSTRAINT pk_findings PRIMARY KEY (registry, identity);
ALTER TABLE ONLY public.holds
    ADD CONSTRAINT pk_holds PRIMARY KEY (code);
ALTER TABLE ONLY public.leases
    ADD CONSTRAINT pk_leases PRIMARY KEY (name);
ALTER TABLE ONLY public.letters
    ADD CONSTRAINT pk_letters PRIMARY KEY (id);
ALTER TABLE ONLY public.meta
    ADD CONSTRAINT pk_meta PRIMARY KEY (name);
ALTER TABLE ONLY public.people
    ADD CONSTRAINT pk_people PRIMARY KEY (registry, person);
ALTER TABLE ONLY public.reads
    ADD CONSTRAINT pk_reads PRIMARY KEY (registry, tab);
ALTER TABLE ONLY public.reports
    ADD CONSTRAINT pk_reports PRIMARY KEY (registry, month, copy);
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT pk_runs PRIMARY KEY (registry, job, slot);
ALTER TABLE ONLY public.skips
    ADD CONSTRAINT pk_skips PRIMARY KEY (id);
ALTER TABLE ONLY public.steps
    ADD CONSTRAINT pk_steps PRIMARY KEY (registry, community, step);
CREATE INDEX ix_events_letter ON public.events USING btree (letter);
CREATE INDEX ix_findings_registry_mended_on ON public.findings USING btree (registry, mended_on);
CREATE INDEX ix_holds_registry ON public.holds USING btree (registry);
CREATE INDEX ix_letters_accepted_at ON public.letters USING btree (accepted_at);
CREATE INDEX ix_letters_planned_at ON public.letters USING btree (planned_at);
CREATE INDEX ix_letters_recipient ON public.letters USING btree (recipient);
CREATE INDEX ix_letters_state ON public.letters USING btree (state);
CREATE INDEX ix_skips_at ON public.skips USING btree (at);
CREATE INDEX ix_skips_recipient ON public.skips USING btree (recipient);
CREATE INDEX ix_skips_run ON public.skips USING btree (run);
