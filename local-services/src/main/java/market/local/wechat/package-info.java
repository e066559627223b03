/**
 * A second payment institution on the loopback address, which speaks WeChat Pay's third protocol: signed JSON, encrypted
 * notifications. Like the first it shares no code with the engine's payment side and uses no class of the provider's kit.
 */
@NullMarked
package market.local.wechat;

import org.jspecify.annotations.NullMarked;
