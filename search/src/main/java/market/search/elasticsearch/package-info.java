/**
 * Elasticsearch, and all that this engine knows of it: the connection with its timeouts and breaker, the index and its
 * documents, queries, facets. Only whitespace-split fields, keywords and other core types are used, no scripts and no
 * plug-ins, so that any server of the 8 or 9 line will do; what a text means is settled in {@code market.search.text}.
 */
@NullMarked
package market.search.elasticsearch;

import org.jspecify.annotations.NullMarked;
