/** What operators can ask a gateway for, whichever face they use. */
@NullMarked
package org.pilothouse.gateway.operator;

import org.jspecify.annotations.NullMarked;
