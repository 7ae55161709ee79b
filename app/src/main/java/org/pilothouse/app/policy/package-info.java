/** The rules of the gateway's policy: seen, tried out, edited and revoked. */
@NullMarked
package org.pilothouse.app.policy;

import org.jspecify.annotations.NullMarked;
