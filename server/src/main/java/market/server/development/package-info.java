/** What exists in development only: accounts to sign in with, and the messages that would have been sent. */
@NullMarked
package market.server.development;

import org.jspecify.annotations.NullMarked;
