-- 汇总的协办单位最多 30 个，名称都要放得下
ALTER TABLE report MODIFY cites VARCHAR(6000) NOT NULL DEFAULT '[]' COMMENT '汇总了哪些协办单位的报告 JSON：[{id, unit_name}]';
