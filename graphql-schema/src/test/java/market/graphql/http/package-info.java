/** What GraphQL over HTTP makes of headers. */
@NullMarked
package market.graphql.http;

import org.jspecify.annotations.NullMarked;
