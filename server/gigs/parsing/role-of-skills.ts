/** What somebody is called who is asked for a skill and nothing else, the telling skills first. */
const ROLE_OF_SKILL: readonly (readonly [string, readonly string[]])[] = [
  [
    'cms developer',
    ['WordPress', 'WooCommerce', 'Shopify', 'Magento', 'Drupal', 'Webflow', 'Wix', 'Squarespace', 'Elementor'],
  ],
  ['blockchain developer', ['Solidity', 'Smart Contracts', 'Ethereum', 'Solana', 'Web3']],
  ['mobile developer', ['React Native', 'Flutter', 'SwiftUI', 'iOS', 'Android', 'Jetpack Compose']],
  ['game developer', ['Unity', 'Unreal Engine', 'Godot', 'Roblox']],
  [
    'machine learning engineer',
    ['PyTorch', 'TensorFlow', 'Computer Vision', 'Machine Learning', 'LLM', 'RAG', 'LangChain'],
  ],
  ['embedded engineer', ['STM32', 'ESP32', 'Arduino', 'FPGA', 'RTOS', 'Embedded Systems', 'PCB Design']],
  ['data engineer', ['Airflow', 'dbt', 'Snowflake', 'Databricks', 'ETL']],
  ['data analyst', ['Power BI', 'Tableau', 'Looker', 'Excel', 'Data Analysis']],
  ['devops engineer', ['Kubernetes', 'Terraform', 'AWS', 'Azure', 'Google Cloud', 'Docker', 'DevOps']],
  ['salesforce developer', ['Salesforce', 'SAP', 'ServiceNow', 'Odoo', 'NetSuite']],
  ['automation specialist', ['Zapier', 'Make.com', 'n8n', 'Web Scraping', 'Airtable']],
  ['full-stack developer', ['Ruby on Rails', 'Laravel', 'Django', 'Next.js', 'MERN', 'Full-stack Development']],
  ['frontend developer', ['React', 'Vue.js', 'Angular', 'Svelte', 'HTML', 'CSS', 'Frontend Development']],
  [
    'backend developer',
    ['Node.js', 'Python', 'PHP', 'Java', 'Go', 'C#', '.NET', 'Rust', 'PostgreSQL', 'Backend Development'],
  ],
  ['seo specialist', ['SEO']],
  ['paid media specialist', ['Google Ads', 'Facebook Ads', 'SEM']],
  ['email marketer', ['Klaviyo', 'Mailchimp', 'Email Marketing']],
  ['social media manager', ['Social Media Marketing']],
  ['ux/ui designer', ['Figma', 'UX Design', 'UI Design']],
  ['video editor', ['Premiere Pro', 'DaVinci Resolve', 'Video Editing']],
  ['graphic designer', ['Illustrator', 'Photoshop', 'Canva', 'Graphic Design', 'Logo Design']],
  ['3d artist', ['Blender', 'Maya', '3D Modeling']],
  ['copywriter', ['Copywriting']],
  ['writer', ['Content Writing', 'Blog Writing', 'Ghostwriting']],
  ['translator', ['Translation']],
  ['data entry clerk', ['Data Entry']],
  ['bookkeeper', ['QuickBooks', 'Bookkeeping']],
]

/** @returns the role that a list of skills speaks of, where no role is named. */
export function roleOfSkills(skills: readonly string[]): string | undefined {
  return ROLE_OF_SKILL.find(([, telling]) => telling.some((skill) => skills.includes(skill)))?.[0]
}

/** Whoever wants a thing made seldom says who makes such things. */
const ROLE_OF_TASK: readonly (readonly [string, RegExp])[] = [
  ['translator', /\b(?:translat(?:e|ion|ing)|übersetz(?:en|ung)|traducir|traducción|traduire|traduction)\b/iu],
  ['security engineer', /\bpen(?:etration)?[- ]?test(?:s|ing)?\b/iu],
  ['graphic designer', /\b(?:logo|banner|flyer|brochure|business cards?|packaging|book cover|infographics?)s?\b/iu],
  ['motion designer', /\b(?:explainer|animated|animation|motion graphics?)\b/iu],
  [
    'video editor',
    /\b(?:video edit\w*|edit\w* (?:my |our |of )?(?:\w+ )?(?:videos?|reels|shorts|vlogs?)|(?:youtube|tiktok) videos?)\b/iu,
  ],
  ['automation specialist', /\b(?:scrap(?:e|er|ing)|crawler|automate|web ?scrap\w*)\b/iu],
  ['mobile developer', /\b(?:mobile|ios|android|iphone) app(?:lication)?s?\b/iu],
  ['transcriptionist', /\btranscri(?:be|ption|bing)\b/iu],
  ['data entry clerk', /\bdata entry\b/iu],
  ['writer', /\b(?:blog posts?|articles?|ebook|e-book|newsletter)\b/iu],
  ['web developer', /\b(?:website|web ?site|landing page|webseite|sitio web|site web)\b/iu],
]

/** @returns the role of who does what a title asks to be done: 'Logo for a coffee shop'. */
export function roleOfTask(title: string): string | undefined {
  return ROLE_OF_TASK.find(([, pattern]) => pattern.test(title))?.[0]
}
