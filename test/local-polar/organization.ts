/** The one organization this Polar has. */
export interface Organization {
  readonly id: string
  readonly name: string
  readonly slug: string
}

/** `GET /v1/organizations/`: a token of an organization sees exactly its own. */
export const organizationAnswer = (organization: Organization): unknown => ({
  items: [
    {
      created_at: '2026-01-01T00:00:00.000000Z',
      modified_at: null,
      ...organization,
      avatar_url: null,
      proration_behavior: 'prorate',
      allow_customer_updates: true,
      email: null,
      website: null,
      socials: [],
      status: 'active',
      details_submitted_at: null,
      default_presentment_currency: 'usd',
      default_tax_behavior: 'location',
      feature_settings: null,
      subscription_settings: {},
      notification_settings: {},
      customer_email_settings: {},
      customer_portal_settings: {},
      country: null,
    },
  ],
  pagination: { total_count: 1, max_page: 1 },
})
