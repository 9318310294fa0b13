import type { Unit } from '@/api/types'

export interface TreeRow {
  unit: Unit
  depth: number
  hasChildren: boolean
  isOpen: boolean
}

type Children = Map<number | null, Unit[]>

function childrenOf(units: Unit[]): Children {
  const known = new Set(units.map((unit) => unit.id))
  const children: Children = new Map()
  for (const unit of units) {
    const parent = unit.parent_id !== null && known.has(unit.parent_id) ? unit.parent_id : null
    children.set(parent, [...(children.get(parent) ?? []), unit])
  }
  for (const list of children.values()) list.sort((a, b) => a.sort - b.sort || a.id - b.id)
  return children
}

const speaks = (unit: Unit, words: string) =>
  [unit.name, unit.short_name, unit.code, unit.first_person, unit.liaison].some((text) => text?.toLowerCase().includes(words))

// Those that fit the words, and what stands above them.
function wanted(units: Unit[], words: string): Set<number> {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const found = new Set<number>()
  for (const unit of units) {
    if (!speaks(unit, words)) continue
    for (let up: Unit | undefined = unit; up && !found.has(up.id); up = up.parent_id === null ? undefined : byId.get(up.parent_id)) found.add(up.id)
  }
  return found
}

// The rows to show, top down: the branches that are open, or while searching all that lead to a find.
export function treeRows(units: Unit[], open: ReadonlySet<number>, search = ''): TreeRow[] {
  const words = search.trim().toLowerCase()
  const found = words ? wanted(units, words) : null
  const children = childrenOf(units)
  const rows: TreeRow[] = []
  const walk = (parent: number | null, depth: number) => {
    for (const unit of children.get(parent) ?? []) {
      if (found && !found.has(unit.id)) continue
      const isOpen = found !== null || open.has(unit.id)
      rows.push({ unit, depth, hasChildren: children.has(unit.id), isOpen })
      if (isOpen) walk(unit.id, depth + 1)
    }
  }
  walk(null, 0)
  return rows
}

// Where a unit may be moved: anywhere but into itself or what hangs below it.
export function possibleParents(units: Unit[], id: number | null): Unit[] {
  const below = new Set<number>()
  const children = childrenOf(units)
  const walk = (unit: number) => {
    below.add(unit)
    for (const child of children.get(unit) ?? []) walk(child.id)
  }
  if (id !== null) walk(id)
  return units.filter((unit) => unit.status === 'active' && !below.has(unit.id))
}
