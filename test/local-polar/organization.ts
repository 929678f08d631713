/** The one organization this Polar has. */
export interface Organization {
  readonly id: string
  readonly name: string
  readonly slug: string
}

/** `GET /v1/organizations/`: a token of an organization sees exactly its own, with all its fields in Polar's order. */
export const organizationAnswer = ({ id, name, slug }: Organization): unknown => ({
  items: [
    {
      created_at: '2026-01-01T00:00:00Z',
      modified_at: null,
      ...{ id, name, slug },
      avatar_url: null,
      proration_behavior: 'prorate',
      allow_customer_updates: true,
      bio: null,
      company: null,
      blog: null,
      location: null,
      twitter_username: null,
      pledge_minimum_amount: 0,
      pledge_badge_show_amount: false,
      default_upfront_split_to_contributors: null,
      email: null,
      website: null,
      socials: [],
      status: 'active',
      details_submitted_at: null,
      onboarding_resubmission_requested_at: null,
      sso_enforced: false,
      default_presentment_currency: 'usd',
      default_tax_behavior: 'location',
      feature_settings: {},
      subscription_settings: {},
      customer_email_settings: {},
      customer_portal_settings: {},
      dispute_settings: {},
      embed_hosts: [],
      embed_hosts_enforced: true,
      country: null,
      account_id: null,
      payout_account_id: null,
      capabilities: { api_access: true },
      notification_settings: {},
    },
  ],
  pagination: { total_count: 1, max_page: 1 },
})
