/** Whose money it is, on a real database: divisions as properties, postings and statements to the fen. */
@NullMarked
package market.settlement;

import org.jspecify.annotations.NullMarked;
