export interface Difference {
  name: string
  label: string
  // What was there before either changed it.
  base: string
  theirs: string
  mine: string
  // Mine stands, until the person takes theirs.
  isMine: boolean
}
