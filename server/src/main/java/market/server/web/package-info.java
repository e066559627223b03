/** The few HTTP answers that are not GraphQL: what the engine is, and pictures. */
@NullMarked
package market.server.web;

import org.jspecify.annotations.NullMarked;
