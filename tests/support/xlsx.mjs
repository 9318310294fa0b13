// A small XLSX out of rows of texts, as spreadsheets write it: shared strings.
import { makeZip } from './files.mjs'

const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c])
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

export function xlsx(rows) {
  const texts = [...new Set(rows.flat())]
  const cells = (row, r) => row.map((text, c) => `<c r="${String.fromCharCode(65 + c)}${r + 1}" t="s"><v>${texts.indexOf(text)}</v></c>`).join('')
  return makeZip({
    'xl/workbook.xml': `<workbook ${main} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="x" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/sharedStrings.xml': `<sst ${main}>${texts.map((t) => `<si><t>${escape(t)}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${main}><sheetData>${rows.map((row, r) => `<row r="${r + 1}">${cells(row, r)}</row>`).join('')}</sheetData></worksheet>`,
  })
}
