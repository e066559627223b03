/**
 * WeChat Pay by its own kit, third protocol. The kit sends through a bounded client of ours and believes a refusal without
 * looking at its signature; here that is looked at. Amounts are numbers of 32 bits in the kit: beyond them this way to pay is
 * not offered.
 */
@NullMarked
package market.checkout.payment.wechat;

import org.jspecify.annotations.NullMarked;
