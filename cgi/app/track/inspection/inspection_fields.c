#include "app/track/inspection/inspection_priv.h"

static const struct choice kind_items[] = {{"open", "明查"}, {"undercover", "暗访"}};
static const struct choice status_items[] = {{"planned", "计划中"},
                                             {"underway", "督查中"},
                                             {"reported", "报告待审"},
                                             {"published", "已公布"},
                                             {"cancelled", "已取消"}};
static const struct choice action_items[] = {
    {"edit", "修改计划"}, {"record", "记录"},  {"report", "报送报告"}, {"approve", "同意公布"},
    {"return", "退回"},   {"publish", "公布"}, {"cancel", "取消"},
};
static const struct choice visit_status_items[] = {
    {"planned", "待到访"}, {"done", "已签名"}, {"confirmed", "单位已确认"}};
static const struct choice visit_action_items[] = {
    {"save", "保存记录"}, {"finish", "签名完成"}, {"reopen", "退回补记"}, {"confirm", "确认"}};
static const struct choice result_items[] = {{"conform", "符合"}, {"not", "不符合"}, {"na", "不适用"}};
static const struct choice severity_items[] = {{"minor", "一般"}, {"serious", "较重"}, {"grave", "严重"}};
const struct choices inspection_kinds = CHOICES("InspectionKind", kind_items);
const struct choices inspection_statuses = CHOICES("InspectionStatus", status_items);
const struct choices inspection_actions = CHOICES("InspectionAction", action_items);
const struct choices visit_statuses = CHOICES("VisitStatus", visit_status_items);
const struct choices visit_actions = CHOICES("VisitAction", visit_action_items);
const struct choices finding_results = CHOICES("FindingResult", result_items);
const struct choices severities = CHOICES("Severity", severity_items);

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }
#define MAYBE .nullable = true

/* ---- rows: hidden columns, shown columns, then lists */
static const struct field member_fields[] = {
    COL(struct member, membership_id, F_INT, "任职", MAYBE),
    COL(struct member, name, F_TEXT, "姓名"),
    COL(struct member, post, F_TEXT, "单位与职务"),
    COL(struct member, is_leader, F_BOOL, "督查组组长"),
};
const struct shape member_shape = SHAPE("InspectionMember", struct member, member_fields);

static const struct field linked_fields[] = {
    COL(struct linked_matter, id, F_INT, "事项"),
    COL(struct linked_matter, reg_no, F_TEXT, "登记号"),
    COL(struct linked_matter, title, F_TEXT, "事项名称"),
};
const struct shape linked_matter_shape = SHAPE("LinkedMatter", struct linked_matter, linked_fields);

static const struct field finding_fields[] = {
    COL(struct finding, visit_id, F_INT, "到访记录"),
    COL(struct finding, id, F_INT, "编号"),
    COL(struct finding, item_id, F_INT, "检查项目", MAYBE),
    COL(struct finding, result, F_CHOICE, "检查结果", MAYBE, .choices = &finding_results),
    COL(struct finding, note, F_TEXT, "说明", MAYBE),
    COL(struct finding, severity, F_CHOICE, "严重程度", MAYBE, .choices = &severities),
    COL(struct finding, answer_by, F_DATE, "要求答复的日期", MAYBE),
    COL(struct finding, directive_id, F_INT, "交办要求", MAYBE),
    COL(struct finding, matter_id, F_INT, "立项的事项", MAYBE),
    COL(struct finding, photos, F_INTS, "照片（附件编号）", .max = FILES_PER_OBJECT),
};
const struct shape finding_shape = {.name = "Finding",
                                    .size = sizeof(struct finding),
                                    .fields = finding_fields + 1,
                                    .n = ARRAY_LEN(finding_fields) - 1};
const struct shape finding_row_shape = {.name = "FindingColumns",
                                        .size = sizeof(struct finding),
                                        .fields = finding_fields,
                                        .n = ARRAY_LEN(finding_fields) - 1};

static const struct field visit_fields[] = {
    COL(struct visit, is_own, F_INT, "本单位的"),
    COL(struct visit, id, F_INT, "编号"),
    COL(struct visit, version, F_INT, "版本"),
    COL(struct visit, inspection_id, F_INT, "督查"),
    COL(struct visit, unit_id, F_INT, "被查单位"),
    COL(struct visit, unit_name, F_TEXT, "被查单位名称"),
    COL(struct visit, status, F_CHOICE, "状态", .choices = &visit_statuses),
    COL(struct visit, visit_on, F_DATE, "到访日期", MAYBE),
    COL(struct visit, place, F_TEXT, "地点", MAYBE),
    COL(struct visit, accompanied_by, F_TEXT, "陪同人", MAYBE),
    COL(struct visit, feedback, F_TEXT, "现场反馈", MAYBE),
    COL(struct visit, recorded_name, F_TEXT, "记录人", MAYBE),
    COL(struct visit, signed_by, F_TEXT, "督查人员签名", MAYBE),
    COL(struct visit, signed_at, F_INSTANT, "督查人员签名时间", MAYBE),
    COL(struct visit, unit_opinion, F_TEXT, "被查单位意见", MAYBE),
    COL(struct visit, confirmed_name, F_TEXT, "被查单位签名", MAYBE),
    COL(struct visit, confirmed_post, F_TEXT, "被查单位签名人职务", MAYBE),
    COL(struct visit, confirmed_at, F_INSTANT, "被查单位签名时间", MAYBE),
    COL(struct visit, findings, F_LIST, "发现", .of = &finding_shape),
    COL(struct visit, files, F_LIST, "照片和附件", .of = &file_shape),
    COL(struct visit, actions, F_LIST, "可办理的动作", .of = &action_shape),
};
const struct shape visit_shape = {.name = "Visit",
                                  .size = sizeof(struct visit),
                                  .fields = visit_fields + 1,
                                  .n = ARRAY_LEN(visit_fields) - 1};
const struct shape visit_row_shape = {.name = "VisitColumns",
                                      .size = sizeof(struct visit),
                                      .fields = visit_fields,
                                      .n = ARRAY_LEN(visit_fields) - 3};

static const struct field inspection_fields[] = {
    COL(struct inspection, is_head, F_INT, "任督查组组长"),
    COL(struct inspection, is_team, F_INT, "在督查组"),
    COL(struct inspection, id, F_INT, "编号"),
    COL(struct inspection, version, F_INT, "版本"),
    COL(struct inspection, body_id, F_INT, "督办机构"),
    COL(struct inspection, kind, F_CHOICE, "方式", .choices = &inspection_kinds),
    COL(struct inspection, title, F_TEXT, "名称"),
    COL(struct inspection, reason, F_TEXT, "依据和目的"),
    COL(struct inspection, from_on, F_DATE, "计划起"),
    COL(struct inspection, until_on, F_DATE, "计划止"),
    COL(struct inspection, status, F_CHOICE, "状态", .choices = &inspection_statuses),
    COL(struct inspection, is_whole, F_BOOL, "看得到全部内容"),
    COL(struct inspection, report, F_TEXT, "督查报告", MAYBE, .max = 20000),
    COL(struct inspection, reported_at, F_INSTANT, "报送时间", MAYBE),
    COL(struct inspection, reported_name, F_TEXT, "报送人", MAYBE),
    COL(struct inspection, approved_at, F_INSTANT, "批准时间", MAYBE),
    COL(struct inspection, approved_name, F_TEXT, "批准人", MAYBE),
    COL(struct inspection, opinion, F_TEXT, "审批意见", MAYBE),
    COL(struct inspection, published_at, F_INSTANT, "公布时间", MAYBE),
    COL(struct inspection, published_name, F_TEXT, "公布人", MAYBE),
    COL(struct inspection, document_id, F_INT, "督查报告（公文）", MAYBE),
    COL(struct inspection, doc_no, F_TEXT, "文号", MAYBE),
    COL(struct inspection, cancelled_why, F_TEXT, "取消的原因", MAYBE),
    COL(struct inspection, created_name, F_TEXT, "拟订人"),
    COL(struct inspection, created_at, F_INSTANT, "拟订时间"),
    COL(struct inspection, members, F_LIST, "督查组成员", .of = &member_shape),
    COL(struct inspection, items, F_LIST, "检查项目", .of = &check_item_shape),
    COL(struct inspection, visits, F_LIST, "到访记录", .of = &visit_shape),
    COL(struct inspection, matters, F_LIST, "涉及的督办事项", .of = &linked_matter_shape),
    COL(struct inspection, actions, F_LIST, "可办理的动作", .of = &action_shape),
};
const struct shape inspection_shape = {.name = "Inspection",
                                       .size = sizeof(struct inspection),
                                       .fields = inspection_fields + 2,
                                       .n = ARRAY_LEN(inspection_fields) - 2};
const struct shape inspection_row_shape = {.name = "InspectionColumns",
                                           .size = sizeof(struct inspection),
                                           .fields = inspection_fields,
                                           .n = ARRAY_LEN(inspection_fields) - 5};

/* ---- forms */
static const struct field member_in_fields[] = {
    COL(struct member_in, membership_id, F_INT, "成员（任职）", .min = 1),
    COL(struct member_in, name, F_TEXT, "专家姓名", .max = 40),
    COL(struct member_in, post, F_TEXT, "专家单位与职务", .max = 130),
    COL(struct member_in, is_leader, F_BOOL, "督查组组长"),
};
static const struct shape member_in_shape = SHAPE("InspectionMemberIn", struct member_in, member_in_fields);
static const struct field plan_fields[] = {
    COL(struct plan_in, kind, F_CHOICE, "方式", .choices = &inspection_kinds, .required = true),
    COL(struct plan_in, title, F_TEXT, "名称", .min = 4, .max = 120, .required = true),
    COL(struct plan_in, reason, F_TEXT, "依据和目的", .min = 2, .max = 2000, .required = true),
    COL(struct plan_in, from_on, F_DATE, "计划起", .required = true),
    COL(struct plan_in, until_on, F_DATE, "计划止", .required = true),
    COL(struct plan_in, members, F_LIST, "督查组成员", .min = 1, .max = 30, .required = true,
        .of = &member_in_shape),
    COL(struct plan_in, unit_ids, F_INTS, "被查单位", .min = 1, .max = 60, .required = true),
    COL(struct plan_in, items, F_LIST, "检查项目", .max = CHECK_ITEMS_MAX, .of = &check_item_in_shape),
    COL(struct plan_in, matter_ids, F_INTS, "涉及的督办事项", .max = 30),
};
const struct shape plan_in_shape = SHAPE("InspectionPlanIn", struct plan_in, plan_fields);

static const struct field finding_in_fields[] = {
    COL(struct finding, item_id, F_INT, "检查项目", .min = 1),
    COL(struct finding, result, F_CHOICE, "检查结果", .choices = &finding_results),
    COL(struct finding, note, F_TEXT, "说明", .max = 2000),
    COL(struct finding, severity, F_CHOICE, "严重程度", .choices = &severities),
    COL(struct finding, answer_by, F_DATE, "要求答复的日期"),
    COL(struct finding, photos, F_INTS, "照片", .max = FILES_PER_OBJECT),
};
static const struct shape finding_in_shape = SHAPE("FindingIn", struct finding, finding_in_fields);
static const struct field record_fields[] = {
    COL(struct record_in, visit_on, F_DATE, "到访日期"),
    COL(struct record_in, place, F_TEXT, "地点", .max = 100),
    COL(struct record_in, accompanied_by, F_TEXT, "陪同人", .max = 200),
    COL(struct record_in, feedback, F_TEXT, "现场反馈", .max = 2000),
    COL(struct record_in, findings, F_LIST, "发现", .max = 120, .of = &finding_in_shape),
    COL(struct record_in, file_ids, F_INTS, "照片和附件", .max = FILES_PER_OBJECT),
};
const struct shape record_in_shape = SHAPE("VisitRecordIn", struct record_in, record_fields);

static const struct field moved_fields[] = {
    COL(struct inspection_moved, id, F_INT, "督查"),
    COL(struct inspection_moved, version, F_INT, "版本"),
    COL(struct inspection_moved, status, F_CHOICE, "状态", .choices = &inspection_statuses),
    COL(struct inspection_moved, message, F_TEXT, "回执：办成了什么，下一步是什么"),
};
const struct shape inspection_moved_shape = SHAPE("InspectionMoved", struct inspection_moved, moved_fields);
