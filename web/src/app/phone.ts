import '@/styles/tokens.css'
import '@/styles/base.css'
import PhoneApp from './PhoneApp.vue'
import { mountApp } from './mount'
import { PHONE_FEATURES } from './phone-features'

mountApp(PhoneApp, '/m/', '督办', PHONE_FEATURES)
