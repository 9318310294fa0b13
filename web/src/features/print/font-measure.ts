import { halfWidth, type Measure } from './line-break'

const EM_PT = 16
const CELL_PT = 15.79
const PROBE_PX = 200

// Widths as this machine's fonts have them; offices differ in what is installed.
export function fontMeasure(family: string): Measure {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return halfWidth
  context.font = `${PROBE_PX}px ${family}`
  const known = new Map<string, number>()
  return (char) => {
    const found = known.get(char)
    if (found !== undefined) return found
    const em = context.measureText(char).width / PROBE_PX
    const cells = (em * EM_PT - (EM_PT - CELL_PT)) / CELL_PT
    known.set(char, cells)
    return cells
  }
}

// A font that is missing shows the stand-in's widths; two different stand-ins then disagree.
export function hasFont(name: string): boolean {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return true
  const widthOver = (fallback: string) => {
    context.font = `${PROBE_PX}px "${name}", ${fallback}`
    return context.measureText('Aa1iW').width
  }
  return widthOver('monospace') === widthOver('serif')
}
