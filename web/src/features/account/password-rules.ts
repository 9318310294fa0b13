// A first look before sending; the server has the last word.
const MIN = 8

export function passwordFaults(next: string, again: string, login: string): Record<string, string> {
  const faults: Record<string, string> = {}
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z0-9]/].filter((one) => one.test(next)).length
  if (next.length < MIN) faults.next = `密码至少 ${MIN} 个字符`
  else if (classes < 3) faults.next = '请在大写字母、小写字母、数字、符号中至少用三种'
  else if (login && next.toLowerCase().includes(login.toLowerCase())) faults.next = '密码里不要含有登录名'
  if (next !== again) faults.again = '两次输入的密码不一致'
  return faults
}
