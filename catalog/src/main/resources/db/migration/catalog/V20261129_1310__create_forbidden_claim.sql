CREATE TABLE catalog.forbidden_claim (
    word       text        NOT NULL CONSTRAINT forbidden_claim_pk PRIMARY KEY,
    reason_zh  text        NOT NULL,
    reason_en  text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT forbidden_claim_word CHECK (length(word) BETWEEN 2 AND 30)
);
COMMENT ON TABLE catalog.forbidden_claim IS 'Words that advertising law does not allow, of which merchants are warned; kept by the operator.';

INSERT INTO catalog.forbidden_claim (word, reason_zh, reason_en)
VALUES ('国家级', '广告法第九条禁止使用“国家级”等用语', 'Article 9 of the Advertising Law forbids "national level"'),
       ('最高级', '广告法第九条禁止使用“最高级”等用语', 'Article 9 of the Advertising Law forbids "highest level"'),
       ('最佳', '广告法第九条禁止使用“最佳”等用语', 'Article 9 of the Advertising Law forbids "best"'),
       ('全国第一', '广告法第九条禁止绝对化用语', 'Article 9 of the Advertising Law forbids superlatives'),
       ('根治', '广告法第十七条禁止普通商品宣称治疗功能', 'Article 17 of the Advertising Law forbids claims of cure'),
       ('包治', '广告法第十七条禁止普通商品宣称治疗功能', 'Article 17 of the Advertising Law forbids claims of cure'),
       ('药到病除', '广告法第十七条禁止普通商品宣称治疗功能', 'Article 17 of the Advertising Law forbids claims of cure'),
       ('防癌', '广告法第十七条禁止普通商品涉及疾病治疗', 'Article 17 of the Advertising Law forbids claims against diseases'),
       ('抗癌', '广告法第十七条禁止普通商品涉及疾病治疗', 'Article 17 of the Advertising Law forbids claims against diseases');
