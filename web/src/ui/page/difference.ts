export interface Difference {
  label: string
  theirs: string
  mine: string
  // Where each field is chosen by itself: its name, what was there before either changed it, and whose stands.
  field?: { name: string; base: string; isMine: boolean }
}
