/** What WeChat Pay is told and believes at the start. */
@NullMarked
package market.checkout.payment.wechat;

import org.jspecify.annotations.NullMarked;
