package io.cptm8.orchestratorm8.rabbitmq;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.support.converter.MessageConversionException;
import org.springframework.amqp.support.converter.MessageConverter;

/**
 * A body is its bytes, whatever the message says of them. Others read text by the character set that the message names,
 * and fail for one that there is not; some make objects of classes that it names.
 */
public final class BytesOnly implements MessageConverter {

    @Override
    public Object fromMessage(Message message) {
        return message.getBody();
    }

    @Override
    public Message toMessage(Object body, MessageProperties properties) {
        if (body instanceof byte[] bytes) {
            return new Message(bytes, properties);
        }
        throw new MessageConversionException("only bytes are sent");
    }
}
