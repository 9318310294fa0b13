export interface Difference {
  label: string
  theirs: string
  mine: string
}
