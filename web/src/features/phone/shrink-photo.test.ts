import { describe, expect, it } from 'vitest'
import { fitWithin, photoName } from './shrink-photo'

describe('photos shrunk on the device', () => {
  it('brings the longer side to 1600 and keeps the shape', () => {
    expect(fitWithin({ width: 4032, height: 3024 })).toEqual({ width: 1600, height: 1200 })
    expect(fitWithin({ width: 3024, height: 4032 })).toEqual({ width: 1200, height: 1600 })
    expect(fitWithin({ width: 12_000, height: 900 })).toEqual({ width: 1600, height: 120 })
  })
  it('makes nothing larger and nothing vanish', () => {
    expect(fitWithin({ width: 800, height: 600 })).toEqual({ width: 800, height: 600 })
    expect(fitWithin({ width: 100_000, height: 2 })).toEqual({ width: 1600, height: 1 })
  })
  it('names every photo as the JPEG that it becomes', () => {
    expect(photoName('IMG_2031.HEIC', 1)).toBe('IMG_2031.jpg')
    expect(photoName('整改.前.png', 1)).toBe('整改.前.jpg')
    expect(photoName('', 3)).toBe('照片3.jpg')
  })
})
