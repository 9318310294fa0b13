#include "routes.h"

#include "app/audit/audit.h"
#include "app/auth/auth.h"
#include "app/direct/escalation/escalation.h"
#include "app/direct/instruction/instruction.h"
#include "app/document/document.h"
#include "app/duty/acting/acting.h"
#include "app/duty/handover/handover.h"
#include "app/file/file.h"
#include "app/matter/course/course.h"
#include "app/matter/draft/draft.h"
#include "app/matter/intake/intake.h"
#include "app/matter/level/level.h"
#include "app/matter/matter.h"
#include "app/matter/similar/similar.h"
#include "app/meeting/fieldwork/fieldwork.h"
#include "app/meeting/meeting/meeting.h"
#include "app/meeting/minutes/minutes.h"
#include "app/meeting/schedule/schedule.h"
#include "app/message/notice/notice.h"
#include "app/message/outbox/outbox.h"
#include "app/org/org.h"
#include "app/time/calendar/calendar.h"
#include "app/time/deadline/deadline.h"
#include "app/time/digest/digest.h"
#include "app/time/ladder/ladder.h"
#include "app/time/move/move.h"
#include "app/time/owed/owed.h"
#include "app/time/pause/pause.h"
#include "app/time/reminder/reminder.h"
#include "app/time/rule/rule.h"
#include "app/track/checklist/checklist.h"
#include "app/track/contact/contact.h"
#include "app/track/inspection/inspection.h"
#include "app/track/quota/quota.h"
#include "app/view/home/home.h"
#include "app/view/ledger/ledger.h"
#include "app/view/search/search.h"
#include "app/view/wall/wall.h"
#include "app/work/assignment/assignment.h"
#include "app/work/directive/directive.h"
#include "app/work/plan/plan.h"
#include "app/work/progress/progress.h"
#include "app/work/talk/talk.h"
#include "job/job.h"

const struct module *const modules[] = {
    &http_module,
    &auth_module,
    &unit_module,
    &body_module,
    &person_module,
    &membership_module,
    &charge_module,
    &liaison_module,
    &roster_module,
    &file_module,
    &calendar_module,
    &search_module,
    &matter_module,
    &draft_module,
    &course_module,
    &assignment_module,
    &ledger_module,
    &document_module,
    &progress_module,
    &home_module,
    &todo_module,
    &audit_module,
    &deadline_module,
    &due_move_module,
    &time_rule_module,
    &hand_module,
    &owed_module,
    &outbox_module,
    &job_module,
    &notice_module,
    &reminder_module,
    &paused_module,
    &ladder_module,
    &digest_module,
    &digest_content_module,
    &extension_module,
    &suspension_module,
    &explanation_module,
    &plan_module,
    &plan_step_module,
    &wall_module,
    &directive_module,
    &contact_module,
    &instruction_module,
    &instruction_move_module,
    &escalation_module,
    &escalation_move_module,
    &level_module,
    &similar_module,
    &merge_module,
    &intake_module,
    &propose_many_module,
    &talk_module,
    &inspection_module,
    &inspection_plan_module,
    &inspection_move_module,
    &visit_module,
    &finding_module,
    &checklist_module,
    &quota_module,
    &review_module,
    &verdict_module,
    &meeting_module,
    &attendance_module,
    &meeting_setting_module,
    &minutes_module,
    &fieldwork_module,
    &schedule_module,
    &feed_module,
    &acting_module,
    &duty_module,
    &handover_module,
};
const size_t module_count = ARRAY_LEN(modules);
