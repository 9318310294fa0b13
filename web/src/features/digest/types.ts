import type { components } from '@/api/schema'

type Schemas = components['schemas']

export type Digest = Schemas['Digest']
export type DigestContent = Schemas['DigestContent']
