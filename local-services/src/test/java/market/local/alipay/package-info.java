/** The local gateway against Alipay's own SDK: what the SDK accepts and refuses is what the real one would meet. */
@NullMarked
package market.local.alipay;

import org.jspecify.annotations.NullMarked;
