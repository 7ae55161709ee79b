/** Which operations run, which ask, which are refused. */
@NullMarked
package org.pilothouse.gateway.policy;

import org.jspecify.annotations.NullMarked;
