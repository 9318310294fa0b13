// Photos go out small and without what the camera wrote into them (place, time, device): drawn anew on a canvas.
export const PHOTO_LIMIT_PX = 1600
const QUALITY = 0.8

export interface Size {
  width: number
  height: number
}

export function fitWithin({ width, height }: Size, limit = PHOTO_LIMIT_PX): Size {
  const scale = Math.min(1, limit / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

// IMG_2031.HEIC → IMG_2031.jpg; cameras and chats often give no name at all.
export function photoName(original: string, n: number): string {
  const stem = original.replace(/\.[^.]*$/, '').trim()
  return `${stem || `照片${n}`}.jpg`
}

async function open(file: Blob): Promise<HTMLImageElement> {
  const image = new Image()
  const url = URL.createObjectURL(file)
  try {
    image.src = url
    await image.decode()
    return image
  } finally {
    URL.revokeObjectURL(url)
  }
}

function draw(image: HTMLImageElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, fitWithin({ width: image.naturalWidth, height: image.naturalHeight }))
  const context = canvas.getContext('2d')!
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas
}

// Null where the browser cannot read the picture.
export async function shrinkPhoto(file: Blob): Promise<Blob | null> {
  const image = await open(file).catch(() => null)
  if (!image) return null
  const canvas = draw(image)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
}
