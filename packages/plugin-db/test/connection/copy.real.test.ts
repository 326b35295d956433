import {isCloudpremError} from '@cloudprem/core'
import assert from 'node:assert/strict'
import {useDatabases} from '../databases.js'
import {withConnection} from '../with-connection.js'

describe('rows sent by copy', function () {
  this.timeout(60_000)
  const databases = useDatabases()
  const TABLE = 'create table numbers (n integer primary key)'

  function* numbers(count: number): Generator<string> {
    for (let n = 1; n <= count; n += 1) yield `${n}\n`
  }

  it('are counted and there', async () => {
    const database = await databases.create(TABLE)
    const count = await withConnection(database.dsn, (connection) => connection.copy('copy numbers from stdin', numbers(20_000)))
    assert.equal(count, 20_000)
    assert.deepEqual(await database.sql('select count(*)::int, max(n) from numbers'), [{count: 20_000, max: 20_000}])
  })

  it('are all refused for one that the table does not take, in the words of the server, and the connection goes on', async () => {
    const database = await databases.create(TABLE)
    await withConnection(database.dsn, async (connection) => {
      await assert.rejects(connection.copy('copy numbers from stdin', ['1\n', 'two\n']), (error) => {
        assert.ok(isCloudpremError(error))
        assert.equal(error.code, 'DATABASE_FAILED')
        assert.match(error.message, /invalid input syntax for type integer: "two"/)
        return true
      })
      assert.equal((await connection.query('select n from numbers')).rowCount, 0)
    })
  })

  it('are all taken back when their source fails, with the error of the source', async () => {
    const database = await databases.create(TABLE)
    function* failing(): Generator<string> {
      yield '1\n'
      throw new Error('the file ended early')
    }
    await withConnection(database.dsn, async (connection) => {
      await assert.rejects(connection.copy('copy numbers from stdin', failing()), /the file ended early/)
      assert.equal((await connection.query('select n from numbers')).rowCount, 0)
    })
  })
})
