import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { ProcessTypeInputDto } from './process-type-input.dto';

/** Documents a definition as body: JSON, or YAML text like a file of the definitions folder. */
export function ApiDefinitionBody(): MethodDecorator {
  const yaml = { type: 'string', description: 'As `application/yaml`: the text of a definition file.' };
  return applyDecorators(
    ApiExtraModels(ProcessTypeInputDto),
    ApiConsumes('application/json', 'application/yaml'),
    ApiBody({ schema: { oneOf: [{ $ref: getSchemaPath(ProcessTypeInputDto) }, yaml] } }),
  );
}
