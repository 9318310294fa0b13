import '@/styles/tokens.css'
import '@/styles/base.css'
import DeskApp from './DeskApp.vue'
import { DESK_FEATURES } from './desk-features'
import { mountApp } from './mount'

mountApp(DeskApp, '/', '督办管理平台', DESK_FEATURES)
