/** Payments with the ledger they end in, against an institution in memory: more histories than a gateway could tell. */
@NullMarked
package market.checkout.payment;

import org.jspecify.annotations.NullMarked;
