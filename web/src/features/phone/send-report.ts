import { act, upload } from '@/api/wire'
import { Problem } from '@/api/problem'
import type { DraftPhoto, ReportFields } from './draft-store'

// id: the report; where the responsible person reads it first, waiting_id instead.
export interface Filed {
  id: number | null
  waiting_id: number | null
  message: string
}

export interface Sending {
  assignmentId: number
  key: string
  fields: ReportFields
  photos: DraftPhoto[]
  // In words, for the person who waits.
  tell: (text: string) => void
  keep: () => Promise<void>
  signal: AbortSignal
}

export async function sendPhotos({ photos, tell, keep, signal }: Pick<Sending, 'photos' | 'tell' | 'keep' | 'signal'>) {
  for (const [i, photo] of photos.entries()) {
    if (photo.fileId !== null) continue
    const about = photos.length > 1 ? `第${i + 1}张照片，共${photos.length}张` : '照片'
    tell(`正在上传${about}`)
    const stored = await upload(photo.blob, photo.name, signal, (sent, total) => {
      if (total) tell(`正在上传${about}（${Math.round((sent / total) * 100)}%）`)
    })
    photo.fileId = stored.id
    await keep()
  }
}

// Sections left as they were are the last report's; the server fills them in.
function bodyOf(fields: ReportFields, photos: DraftPhoto[]) {
  const { progress, needs_help, unchanged } = fields
  const said = unchanged ? { progress, needs_help, unchanged } : fields
  return { ...said, file_ids: photos.map((photo) => photo.fileId) }
}

export const speaksOfFiles = (error: unknown) =>
  error instanceof Problem && error.status === 422 && Object.keys(error.fields).some((name) => name.startsWith('file_ids'))

// Photos first, then the report that names them. A photo uploaded days ago may have been cleared away since:
// then all go up once more.
export async function sendReport(sending: Sending): Promise<Filed> {
  const { assignmentId, key, fields, photos, tell } = sending
  const file = () => {
    tell('正在报送')
    return act<Filed>(`/api/assignments/${assignmentId}/reports`, bodyOf(fields, photos), { key })
  }
  await sendPhotos(sending)
  try {
    return await file()
  } catch (error) {
    if (!speaksOfFiles(error)) throw error
    for (const photo of photos) photo.fileId = null
    await sendPhotos(sending)
    return file()
  }
}
