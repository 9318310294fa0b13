-- 催办也催办公室和领导；整改时限可以延期；人工定灯带到事项和台账；自查天数的范围
ALTER TABLE reminder
  MODIFY assignment_id BIGINT NULL COMMENT '空为整件事项的（审批、答复来源）',
  ADD CONSTRAINT IF NOT EXISTS reminder_by_hand CHECK (stage IS NOT NULL OR assignment_id IS NOT NULL);

ALTER TABLE extension
  ADD COLUMN IF NOT EXISTS of_kind VARCHAR(8) NOT NULL DEFAULT 'result' COMMENT '延什么：result 办理时限、rectify 整改时限',
  ADD CONSTRAINT IF NOT EXISTS extension_of_kind CHECK (of_kind IN ('result', 'rectify'));

ALTER TABLE assignment
  ADD COLUMN IF NOT EXISTS rectify_on DATE NULL COMMENT '批准延期后的整改时限，未计挂起；再次退回则清空',
  ADD COLUMN IF NOT EXISTS rectify_from DATE NULL COMMENT '整改时限自这一天起计挂起',
  ADD COLUMN IF NOT EXISTS light_note VARCHAR(500) NULL COMMENT '人工定灯的说明';

ALTER TABLE matter
  ADD COLUMN IF NOT EXISTS light_note VARCHAR(500) NULL COMMENT '灯色由某单位的人工定灯决定时的说明';
UPDATE matter SET self_check_days = 30 WHERE self_check_days > 30;
ALTER TABLE matter
  ADD CONSTRAINT IF NOT EXISTS matter_self_check CHECK (self_check_days IS NULL OR self_check_days BETWEEN 0 AND 30);
UPDATE matter SET synced_on = NULL WHERE status = 'issued';
