ALTER TABLE catalog.certificate ADD COLUMN quota_warned_at timestamptz;
COMMENT ON COLUMN catalog.certificate.quota_warned_at IS 'When its merchant was told that little of the quota is left.';
