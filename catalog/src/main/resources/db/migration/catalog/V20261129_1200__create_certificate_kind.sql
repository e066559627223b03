CREATE TABLE catalog.certificate_kind (
    code        text        NOT NULL CONSTRAINT certificate_kind_pk PRIMARY KEY,
    name_zh     text        NOT NULL,
    name_en     text,
    number_form text        NOT NULL,
    example     text        NOT NULL,
    warn_days   int         NOT NULL,
    has_quota   boolean     NOT NULL,
    needs_batch boolean     NOT NULL,
    version     int         NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT certificate_kind_warn_days CHECK (warn_days BETWEEN 0 AND 365)
);
COMMENT ON TABLE catalog.certificate_kind IS
    'What certificates can prove, and what their numbers look like (RE2 syntax); written by the operator.';

INSERT INTO catalog.certificate_kind (code, name_zh, name_en, number_form, example, warn_days, has_quota, needs_batch)
VALUES ('GI', '地理标志专用标志使用权', 'Right to use a geographical indication', '[A-Z0-9][A-Z0-9-]{3,39}', 'GI-3415-2022-2167', 60, true, false),
       ('GREEN', '绿色食品', 'Green food', 'LB-\d{2}-\d{10,14}A', 'LB-44-25031212207A', 60, false, false),
       ('ORGANIC', '有机产品', 'Organic product', '[0-9]{3}OP[0-9]{7,10}', '213OP2600417', 60, false, false),
       ('CCC', '强制性产品认证', 'China Compulsory Certification', '[0-9]{16}', '2025012201394074', 90, false, false),
       ('SC', '食品生产许可证', 'Food production licence', 'SC[0-9]{14}', 'SC11434152429319', 90, false, false),
       ('FOOD_LICENCE', '食品经营许可证', 'Food trade licence', 'JY[0-9]{14}', 'JY13415233804038', 90, false, false),
       ('PROMISE', '承诺达标合格证', 'Promise of compliant farm produce', 'CN-[0-9]{6}-[0-9]{8}-[0-9]{4}', 'CN-341525-20260910-6612', 15, false, true),
       ('TEST_REPORT', '检测报告', 'Test report', '[\p{L}0-9][\p{L}0-9/._-]{2,39}', 'WX2026-TE-0412', 30, false, false);
