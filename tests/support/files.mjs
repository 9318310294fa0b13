// Small files of every kind, made on the spot.
import { randomUUID } from 'node:crypto'
import { crc32 as crc, deflateRawSync, deflateSync } from 'node:zlib'

/** POST /api/files with the raw bytes. */
export function upload(client, name, bytes, options = {}) {
  return client.send('POST', `/api/files?name=${encodeURIComponent(name)}`, bytes, {
    key: randomUUID(), headers: { 'Content-Type': 'application/octet-stream' }, ...options })
}

export const makePdf = (text) => Buffer.from(`%PDF-1.4\n1 0 obj\n<<>>\nendobj\n% ${text}\ntrailer\n<<>>\n%%EOF\n`)

const table = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1
  return n >>> 0
})
const crc32 = crc ?? ((bytes) => ~bytes.reduce((c, b) => table[(c ^ b) & 255] ^ (c >>> 8), -1) >>> 0)

function chunk(type, data) {
  const out = Buffer.alloc(12 + data.length)
  out.writeUInt32BE(data.length, 0)
  out.write(type, 4, 'latin1')
  data.copy(out, 8)
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length)
  return out
}

export function makePng({ width = 1, height = 1 }) {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0])
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(4))), chunk('IEND', Buffer.alloc(0))])
}

function segment(marker, data) {
  const out = Buffer.alloc(4 + data.length)
  out.writeUInt16BE(0xff00 | marker, 0)
  out.writeUInt16BE(2 + data.length, 2)
  data.copy(out, 4)
  return out
}

export function makeJpeg({ width = 16, height = 16, orientation = 1, note = '' }) {
  const exif = Buffer.concat([Buffer.from('Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0', 'latin1'),
    Buffer.from([orientation, 0, 0, 0, 0, 0, 0, 0]), Buffer.from(note)])
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  frame.writeUInt16BE(height, 1)
  frame.writeUInt16BE(width, 3)
  return Buffer.concat([Buffer.from([0xff, 0xd8]), segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xe1, exif), segment(0xc0, frame), segment(0xda, Buffer.from([1, 1, 0, 0, 0x3f, 0])),
    Buffer.from([0x12, 0xff, 0, 0x34, 0xff, 0xd9])])
}

/** {name: text or bytes}; options.link: the member that becomes a symbolic link. */
export function makeZip(members, { link } = {}) {
  const parts = [], directory = []
  let at = 0
  for (const [name, content] of Object.entries(members)) {
    const raw = Buffer.from(content), data = deflateRawSync(raw), bytes = Buffer.from(name)
    const local = Buffer.alloc(30), central = Buffer.alloc(46)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(crc32(raw), 14)
    local.writeUInt32LE(data.length, 18)
    local.writeUInt32LE(raw.length, 22)
    local.writeUInt16LE(bytes.length, 26)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(0x0314, 4)
    local.copy(central, 6, 4, 30)
    central.writeUInt32LE(((name === link ? 0o120777 : 0o100644) << 16) >>> 0, 38)
    central.writeUInt32LE(at, 42)
    parts.push(local, bytes, data)
    directory.push(central, bytes)
    at += 30 + bytes.length + data.length
  }
  const list = Buffer.concat(directory), end = Buffer.alloc(22), n = Object.keys(members).length
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(n, 8)
  end.writeUInt16LE(n, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, list, end])
}
