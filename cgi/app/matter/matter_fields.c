#include "app/matter/matter_priv.h"

#include "app/time/calendar/calendar.h"

static const struct choice matter_status_items[] = {
    {"draft", "拟办"},       {"proposed", "待批准"}, {"approved", "待下达"},  {"issued", "办理中"},
    {"concluded", "已办结"}, {"archived", "已归档"}, {"cancelled", "已终止"},
};
static const struct choice assignment_status_items[] = {
    {"pending", "待签收"},    {"received", "已签收"},   {"underway", "办理中"}, {"submitted", "待验收"},
    {"accepted", "验收通过"}, {"rectifying", "整改中"}, {"refused", "已退回"},  {"withdrawn", "已撤回"},
};
static const struct choice kind_items[] = {{"lead", "主办"}, {"assist", "协办"}, {"parallel", "分办"}};
static const struct choice source_items[] = {
    {"superior", "上级交办"},     {"plan", "年度计划重点"},   {"meeting", "会议文件确定"},
    {"public", "社会热点与投诉"}, {"leader", "领导批示交办"}, {"other", "其他"},
};
static const struct choice urgency_items[] = {{"normal", "平件"}, {"urgent", "加急"}, {"critical", "特急"}};
static const struct choice difficulty_items[] = {{"simple", "一般"}, {"hard", "较难或联办"}};
static const struct choice origin_items[] = {{"instruction", "领导批示"},
                                             {"meeting", "会议议定"},
                                             {"inspection", "督查发现"},
                                             {"import", "任务分解表导入"}};
static const struct choice plan_status_items[] = {
    {"submitted", "待备案"}, {"filed", "已备案"}, {"returned", "已退回"}};
static const struct choice cycle_items[] = {{"none", "不定期"},
                                            {"weekly", "每周"},
                                            {"half_monthly", "每半月"},
                                            {"monthly", "每月"},
                                            {"custom", "自定"}};
static const struct choice matter_action_items[] = {
    {"register", "登记"},
    {"edit", "修改"},
    {"propose", "报请审批"},
    {"approve", "批准"},
    {"return", "退回"},
    {"issue", "下达"},
    {"assign", "增加承办单位"},
    {"conclude", "办结"},
    {"archive", "归档"},
    {"cancel", "终止"},
    {"suspend", "报请挂起"},
    {"approve_suspension", "批准挂起"},
    {"refuse_suspension", "不同意挂起"},
    {"resume", "恢复办理"},
    {"cycle", "调整报送频次"},
    {"recompute", "按新日历改定时限"},
    {"direct", "提出要求"},
    {"answer", "答复要求"},
    {"return_answer", "退回答复"},
    {"close_directive", "认可答复"},
    {"withdraw_directive", "撤回要求"},
    {"contact", "跟踪督办"},
    {"inspect", "现场督查"},
    {"instruct", "领导批示"},
    {"ask_help", "请求协调"},
    {"escalate", "提请领导小组"},
    {"decide", "协调决定"},
    {"meet", "会议研究"},
    {"merge", "并入同类事项"},
    {"parent_change", "上级变动"},
    {"heed", "处理上级变动"},
};
static const struct choice assignment_action_items[] = {
    {"receive", "签收"},
    {"refuse", "退回交办"},
    {"insist", "坚持交办"},
    {"withdraw", "撤回交办"},
    {"break_down", "任务分解"},
    {"report", "报送进展"},
    {"submit", "报送结果"},
    {"accept", "验收通过"},
    {"return", "退回整改"},
    {"extend", "申请延期"},
    {"approve_extension", "批准延期"},
    {"refuse_extension", "不同意延期"},
    {"explain", "说明超期原因"},
    {"light", "人工定灯"},
    {"plan", "报送工作方案"},
    {"file_plan", "工作方案备案"},
    {"return_plan", "退回工作方案"},
    {"step", "更新步骤进度"},
    {"self_check", "自查自纠"},
    {"review_report", "负责人审核报告"},
    {"return_report", "退回报告"},
    {"grade_report", "评定报告质量"},
};
const struct choices matter_statuses = CHOICES("MatterStatus", matter_status_items);
const struct choices assignment_statuses = CHOICES("AssignmentStatus", assignment_status_items);
const struct choices assignment_kinds = CHOICES("AssignmentKind", kind_items);
const struct choices matter_sources = CHOICES("MatterSource", source_items);
const struct choices urgencies = CHOICES("Urgency", urgency_items);
const struct choices difficulties = CHOICES("Difficulty", difficulty_items);
const struct choices plan_statuses = CHOICES("PlanStatus", plan_status_items);
const struct choices origin_refs = CHOICES("OriginRef", origin_items);
const struct choices report_cycles = CHOICES("ReportCycle", cycle_items);
const struct choices matter_actions = CHOICES("MatterAction", matter_action_items);
const struct choices assignment_actions = CHOICES("AssignmentAction", assignment_action_items);

/* ---- the matter: hidden columns, shown columns in the order of MATTER_COLUMNS, then what is derived */
#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct matter, member), .label = (text),          \
        ##__VA_ARGS__                                                                                        \
    }
#define MAYBE .nullable = true

static const struct field matter_fields[] = {
    COL(yellow_on, F_DATE, "黄灯之日", MAYBE),
    COL(red_on, F_DATE, "红灯之日", MAYBE),
    COL(light_note, F_TEXT, "人工定灯的说明", MAYBE),
    COL(unsettled_n, F_INT, "没有了结的书面答复和协调"),
    COL(id, F_INT, "编号"),
    COL(body_id, F_INT, "督办机构"),
    COL(parent_assignment_id, F_INT, "分解自", MAYBE),
    COL(parent_weight, F_INT, "在上级交办进度中的权重"),
    COL(reg_no, F_TEXT, "登记号"),
    COL(status, F_CHOICE, "状态", .choices = &matter_statuses),
    COL(version, F_INT, "版本"),
    COL(source, F_CHOICE, "来源类别", .choices = &matter_sources),
    COL(source_kind, F_TEXT, "来源细类", MAYBE),
    COL(origin_title, F_TEXT, "来源名称"),
    COL(origin_no, F_TEXT, "来源文号", MAYBE),
    COL(origin_on, F_DATE, "来源日期", MAYBE),
    COL(origin_person, F_TEXT, "批示领导或提出人", MAYBE),
    COL(origin_ref, F_CHOICE, "由什么引出", MAYBE, .choices = &origin_refs),
    COL(origin_ref_id, F_INT, "引出者编号", MAYBE),
    COL(title, F_TEXT, "事项名称"),
    COL(content, F_TEXT, "督办内容"),
    COL(requirement, F_TEXT, "工作要求"),
    COL(urgency, F_CHOICE, "紧急程度", .choices = &urgencies),
    COL(is_key, F_BOOL, "重点"),
    COL(is_special, F_BOOL, "专项督办"),
    COL(needs_plan, F_BOOL, "须报工作方案"),
    COL(difficulty, F_CHOICE, "难易", .choices = &difficulties),
    COL(leader_feedback_on, F_DATE, "领导指定的反馈日期", MAYBE),
    COL(feedback_on, F_DATE, "首次反馈时限", MAYBE),
    COL(due_on, F_DATE, "办理时限", MAYBE),
    COL(report_cycle, F_CHOICE, "报送频次", .choices = &report_cycles),
    COL(cycle_days, F_INT, "自定频次：几天报送一次", MAYBE),
    COL(self_check_days, F_INT, "时限前几个工作日自查；空依规则", MAYBE),
    COL(proposal, F_TEXT, "拟办意见", MAYBE),
    COL(opinion, F_TEXT, "审批意见", MAYBE),
    COL(approver_name, F_TEXT, "批准人", MAYBE),
    COL(approved_at, F_INSTANT, "批准时间", MAYBE),
    COL(notice_id, F_INT, "督办通知", MAYBE),
    COL(doc_no, F_TEXT, "文号", MAYBE),
    COL(issued_at, F_INSTANT, "下达时间", MAYBE),
    COL(lead_unit_id, F_INT, "主办单位编号", MAYBE),
    COL(lead_unit_name, F_TEXT, "主办单位", MAYBE),
    COL(progress, F_INT, "进度"),
    COL(last_report_at, F_INSTANT, "最近报送时间", MAYBE),
    COL(answer, F_TEXT, "对来源的答复", MAYBE),
    COL(answered_to, F_TEXT, "答复对象", MAYBE),
    COL(concluded_at, F_INSTANT, "办结时间", MAYBE),
    COL(archived_at, F_INSTANT, "归档时间", MAYBE),
    COL(archive_no, F_TEXT, "档号", MAYBE),
    COL(created_name, F_TEXT, "登记人"),
    COL(created_at, F_INSTANT, "登记时间"),
    COL(updated_at, F_INSTANT, "更新时间"),
    COL(merged_into, F_INT, "并入的事项", MAYBE),
    COL(paused_since, F_DATE, "挂起自何日", MAYBE),
    COL(light, F_CHOICE, "灯色", .choices = &lights),
    COL(light_reason, F_TEXT, "灯色说明", MAYBE),
    COL(overdue_days, F_INT, "超期天数"),
};
const struct shape matter_shape = {.name = "Matter",
                                   .size = sizeof(struct matter),
                                   .fields = matter_fields + 4,
                                   .n = ARRAY_LEN(matter_fields) - 4};
const struct shape matter_row_shape = {.name = "MatterColumns",
                                       .size = sizeof(struct matter),
                                       .fields = matter_fields,
                                       .n = ARRAY_LEN(matter_fields) - 3};

/* ---- the assignment: hidden columns, shown columns, then what is derived */
static const struct field action_fields[] = {
    {.name = "name", .type = F_TEXT, .at = offsetof(struct action, name), .label = "动作"},
    {.name = "label", .type = F_TEXT, .at = offsetof(struct action, label), .label = "按钮文字"},
    {.name = "enabled", .type = F_BOOL, .at = offsetof(struct action, enabled), .label = "可以办理"},
    {.name = "reason",
     .type = F_TEXT,
     .at = offsetof(struct action, reason),
     .label = "不能办理的原因",
     MAYBE},
    {.name = "primary", .type = F_BOOL, .at = offsetof(struct action, primary), .label = "首要动作"},
};
const struct shape action_shape = SHAPE("Action", struct action, action_fields);

#undef COL
#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct assignment, member), .label = (text),      \
        ##__VA_ARGS__                                                                                        \
    }
#define HIDDEN 9
#define DERIVED 4

static const struct field assignment_fields[] = {
    COL(submitted_by, F_INT, "报送人编号", MAYBE),
    COL(own_body_id, F_INT, "本单位的督办机构", MAYBE),
    COL(in_charge, F_BOOL, "在分管范围"),
    COL(closed, F_BOOL, "单位已撤销"),
    COL(yellow_on, F_DATE, "黄灯之日", MAYBE),
    COL(red_on, F_DATE, "红灯之日", MAYBE),
    COL(rectify_on, F_DATE, "整改时限", MAYBE),
    COL(extension_by, F_TEXT, "等待审批的延期由谁申请", MAYBE),
    COL(extension_at, F_INSTANT, "等待审批的延期何时申请", MAYBE),
    COL(id, F_INT, "编号"),
    COL(matter_id, F_INT, "事项"),
    COL(unit_id, F_INT, "单位编号"),
    COL(unit_name, F_TEXT, "承办单位"),
    COL(kind, F_CHOICE, "承办方式", .choices = &assignment_kinds),
    COL(task, F_TEXT, "任务", MAYBE),
    COL(due_on, F_DATE, "本单位时限", MAYBE),
    COL(status, F_CHOICE, "状态", .choices = &assignment_statuses),
    COL(version, F_INT, "版本"),
    COL(first_person, F_TEXT, "第一责任人", MAYBE),
    COL(received_at, F_INSTANT, "签收时间", MAYBE),
    COL(received_name, F_TEXT, "签收人", MAYBE),
    COL(received_post, F_TEXT, "签收人职务", MAYBE),
    COL(refused_why, F_TEXT, "退回理由", MAYBE),
    COL(progress, F_INT, "进度"),
    COL(last_report_at, F_INSTANT, "最近报送时间", MAYBE),
    COL(result, F_TEXT, "办理结果", MAYBE),
    COL(submitted_at, F_INSTANT, "结果报送时间", MAYBE),
    COL(submitted_name, F_TEXT, "结果报送人", MAYBE),
    COL(verdict, F_TEXT, "验收意见", MAYBE),
    COL(accepted_at, F_INSTANT, "验收通过时间", MAYBE),
    COL(returned_n, F_INT, "退回整改次数"),
    COL(original_due_on, F_DATE, "原时限", MAYBE),
    COL(extensions_n, F_INT, "延期次数"),
    COL(plan_status, F_CHOICE, "最近一版工作方案", MAYBE, .choices = &plan_statuses),
    COL(plan_no, F_INT, "现行工作方案是第几版", MAYBE),
    COL(plan_progress, F_INT, "按步骤折算的进度"),
    COL(hand_light, F_CHOICE, "人工定灯", MAYBE, .choices = &lights),
    COL(hand_reason, F_TEXT, "定灯理由", MAYBE),
    COL(hand_until, F_DATE, "定灯至", MAYBE),
    COL(hand_name, F_TEXT, "定灯人", MAYBE),
    COL(light, F_CHOICE, "灯色", .choices = &lights),
    COL(light_reason, F_TEXT, "灯色说明", MAYBE),
    COL(overdue_days, F_INT, "超期天数"),
    COL(actions, F_LIST, "可办理的动作", .of = &action_shape),
};
const struct shape assignment_row_shape = {.name = "AssignmentColumns",
                                           .size = sizeof(struct assignment),
                                           .fields = assignment_fields,
                                           .n = ARRAY_LEN(assignment_fields) - DERIVED};
const struct shape assignment_shape = {.name = "Assignment",
                                       .size = sizeof(struct assignment),
                                       .fields = assignment_fields + HIDDEN,
                                       .n = ARRAY_LEN(assignment_fields) - HIDDEN};
