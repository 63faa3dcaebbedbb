import 'reflect-metadata';
import { Controller, Get, type INestApplicationContext, Module, Param, Post, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Public, RequiresRole } from '../src/http/access.decorators';
import { declaredRoutes } from '../src/http/declared-routes';

@Controller('things')
class DeclaredController {
  @Get()
  @RequiresRole('viewer')
  list(): void {}

  @Post(':id/start')
  @RequiresRole('operator', { changes: false })
  start(@Param('id') _id: string): void {}

  @Get('open')
  @Public()
  open(): void {}
}

@Controller('forgotten')
@RequiresRoleOnClass()
class ForgottenController {
  @Post(':id/delete')
  delete(@Param('id') _id: string): void {}
}

@Controller('loose')
class LooseController {
  @Get(':anything')
  @Public()
  open(): void {}
}

// What stands on a class counts for nothing.
function RequiresRoleOnClass(): ClassDecorator {
  return RequiresRole('viewer') as unknown as ClassDecorator;
}

@Module({ controllers: [DeclaredController] })
class DeclaredModule {}
@Module({ controllers: [DeclaredController, ForgottenController] })
class ForgottenModule {}
@Module({ controllers: [LooseController] })
class LooseModule {}

async function routesOf(module: Type): Promise<ReturnType<typeof declaredRoutes>> {
  const app: INestApplicationContext = await NestFactory.create(module, { logger: false, abortOnError: false });
  try {
    return declaredRoutes(app);
  } finally {
    await app.close();
  }
}

it('gives each route with what it declares', async () => {
  expect(await routesOf(DeclaredModule)).toEqual([
    { method: 'GET', path: '/things', operation: 'list', role: 'viewer', changes: true },
    { method: 'POST', path: '/things/:id/start', operation: 'start', role: 'operator', changes: false },
    { method: 'GET', path: '/things/open', operation: 'open', role: 'public', changes: true },
  ]);
});

it('a route that declares nothing keeps the API from starting, by name', async () => {
  await expect(routesOf(ForgottenModule)).rejects.toThrow(
    'Nothing says who may use POST /forgotten/:id/delete: add @RequiresRole or @Public',
  );
});

it('a public route with parameters does so too', async () => {
  await expect(routesOf(LooseModule)).rejects.toThrow('must not have parameters: GET /loose/:anything');
});
