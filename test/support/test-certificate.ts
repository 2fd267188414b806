/** A certificate for `api.medallion.test` and `proxy.test`, which nobody trusts and no name leads to. */
export const testCertificate = `-----BEGIN CERTIFICATE-----
MIIB0TCCAXigAwIBAgIUbnROKh1IjbgkFewjCzlMuY8lpbEwCgYIKoZIzj0EAwIw
KDEmMCQGA1UEAwwdTG9vcGJhY2sgdGVzdHMgb2Ygcm9zdGVyLXN5bmMwIBcNMjYx
MTI1MTMzMzE4WhgPMjEyNjExMDExMzMzMThaMCgxJjAkBgNVBAMMHUxvb3BiYWNr
IHRlc3RzIG9mIHJvc3Rlci1zeW5jMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
8KOABsl9cpD1vcNzl6SOAiHmOIRFRTMyl9TwehVvaCG5dSWqWOFBJ1SDKaPTkG/M
8GIF3yGtVrtW0pfvQI6fcKN+MHwwHQYDVR0OBBYEFGkwPkJIzq0IyHnfdSkzgWGK
/kyJMB8GA1UdIwQYMBaAFGkwPkJIzq0IyHnfdSkzgWGK/kyJMA8GA1UdEwEB/wQF
MAMBAf8wKQYDVR0RBCIwIIISYXBpLm1lZGFsbGlvbi50ZXN0ggpwcm94eS50ZXN0
MAoGCCqGSM49BAMCA0cAMEQCIELjuNNCvBnDtflntBKBvzZA5Cqw/9b8faoKM96g
r6q6AiAz0GBDZfvGmwJS0VTIobHzfZjDEVUSfmZkiF+BxvbnoA==
-----END CERTIFICATE-----
`;

/** The key to {@link testCertificate}; made for these tests alone. */
export const testKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJaCBV0eC/Fef34/o
mUL3LRLPW8er+99ZqxdTaXAQmQahRANCAATwo4AGyX1ykPW9w3OXpI4CIeY4hEVF
MzKX1PB6FW9oIbl1JapY4UEnVIMpo9OQb8zwYgXfIa1Wu1bSl+9Ajp9w
-----END PRIVATE KEY-----
`;
