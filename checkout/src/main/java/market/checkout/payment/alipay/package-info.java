/**
 * Alipay, by its own SDK and with keys. The SDK is kept in check here: the process-wide security property it blanks is
 * put back, its log of payloads is off, it sends through a bounded client of ours, and its opinion of what succeeded is
 * not asked for. Notifications are verified from the raw body alone.
 */
@NullMarked
package market.checkout.payment.alipay;

import org.jspecify.annotations.NullMarked;
