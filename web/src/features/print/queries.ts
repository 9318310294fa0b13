import { useQuery } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import { read } from '@/api/read'
import type { PaperContent } from './paginate'

export interface PaperReceipt {
  unit_name: string
  received_at: string | null
  received_name: string | null
}

export interface Paper {
  id: number
  doc_no: string
  title: string
  signer_name: string
  signed_at: string
  sha256: string
  voided_at: string | null
  content: PaperContent
  receipts: PaperReceipt[]
}

export const usePaper = (id: Ref<number>) =>
  useQuery({ queryKey: ['document', id], queryFn: ({ signal }) => read<Paper>(`/api/documents/${id.value}`, {}, signal) })
